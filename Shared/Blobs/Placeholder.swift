enum BlobsPlaceholder {}
