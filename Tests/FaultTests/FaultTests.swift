import TestSupport
import Testing

/// The cluster under fire, in short; `make test-faults` has the long runs.
///
/// One after the other, for each starts a cluster of its own.
@Suite(.serialized, .enabled(if: TestCluster.isAvailable, "\(TestCluster.skipReason)"))
struct FaultTests {}
