"""The owners' dialogs: one file per tree, one line each in `dialogs.owner.family`."""
