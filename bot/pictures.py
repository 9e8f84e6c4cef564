"""Pictures we draw ourselves."""

from __future__ import annotations

from io import BytesIO

from dealership.domain.report import Report

SCALE, BORDER = 10, 3


def qr_picture(text: str) -> bytes:
    """A QR code as PNG, large enough to be scanned from another phone's screen."""
    import segno  # only who shows a code pays for it

    picture = BytesIO()
    segno.make(text, error="m").save(picture, kind="png", scale=SCALE, border=BORDER)
    return picture.getvalue()


def report_picture(report: Report, language: str) -> bytes:
    """A report as PNG. UserFacingError where this machine has no font for it."""
    from bot.reports.painted import as_picture
    from bot.reports.worded import worded

    return as_picture(worded(report, language))
