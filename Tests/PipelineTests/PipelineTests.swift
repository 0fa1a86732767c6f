import Testing
import TestSupport

/// The built programs together, on a real database: each suite below starts its own.
///
/// One after the other, for each needs the processors for itself.
@Suite(.serialized, .enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct PipelineTests {}
