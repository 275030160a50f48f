"""Every read of the training records, narrowed to the viewer."""
