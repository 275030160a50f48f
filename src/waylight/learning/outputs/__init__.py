"""One source, every output: sheets and books as PDF/UA-1, slide decks, and the certificate.

`build()` makes the outputs of an `Edition` (area, language, site address, day) into a folder; the functions
that take plain data (`certificate`, `sign_in_sheet`) answer with the bytes of one file.
"""
