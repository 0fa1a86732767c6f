enum HTTPServingPlaceholder {}
