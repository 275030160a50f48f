"""`waylight content preview`: what an editor writes, as a reader will see it, and what the check says of it.

For this machine only, and for somebody who is no programmer: save the file, and the page shows it. Every
request reads the files anew; nothing is written, and no database is needed.
"""
