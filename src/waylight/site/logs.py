"""No log line may lead back to a visitor."""

import logging


class NoVisitor(logging.Filter):
    """Drops what a log record carries of a request (address, browser, form) and keeps its kind."""

    def filter(self, record: logging.LogRecord) -> bool:
        if hasattr(record, "request"):
            record.request = None
        if record.exc_info and record.exc_info[1] is not None:
            record.msg = f"{record.getMessage()} [{type(record.exc_info[1]).__name__}]"
            record.args, record.exc_info, record.exc_text = (), None, None
        return True
