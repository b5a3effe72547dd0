// Stands for a suite that cannot be loaded; no run includes it.
throw new Error('This suite is broken on purpose.')
