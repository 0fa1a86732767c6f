/// The kinds of public ids, each an empty type that only carries its prefix.
package enum JobIDKind: PublicIDKind { package static let prefix = "job_" }
package enum SampleIDKind: PublicIDKind { package static let prefix = "smp_" }
package enum PairIDKind: PublicIDKind { package static let prefix = "pair_" }
package enum BackendIDKind: PublicIDKind { package static let prefix = "bck_" }

package typealias JobID = PublicID<JobIDKind>
package typealias SampleID = PublicID<SampleIDKind>
/// Names a preference pair or a feedback pair.
package typealias PairID = PublicID<PairIDKind>
package typealias BackendID = PublicID<BackendIDKind>
