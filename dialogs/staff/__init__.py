"""The staff's dialogs: one file per tree, one line each in `dialogs.staff.family`."""
