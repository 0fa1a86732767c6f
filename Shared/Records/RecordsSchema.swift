package import Postgres
import TaskQueue

/// The migrations of the domain's tables; they run after the queue's.
package enum RecordsSchema {
    package static let migrations = [Migration](
        module: "records",
        [
            "V101_jobs": PackageResources.V101_jobs_sql,
            "V102_results": PackageResources.V102_results_sql,
            "V103_pairs": PackageResources.V103_pairs_sql,
            "V104_backends": PackageResources.V104_backends_sql,
            "V105_looks": PackageResources.V105_looks_sql,
            "V106_declared_backends": PackageResources.V106_declared_backends_sql,
            "V107_training": PackageResources.V107_training_sql,
            "V110_kept_answers": PackageResources.V110_kept_answers_sql,
            "V111_keys": PackageResources.V111_keys_sql,
        ])
}
