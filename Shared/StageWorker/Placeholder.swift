enum StageWorkerPlaceholder {}
