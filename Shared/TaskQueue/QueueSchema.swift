package import Postgres

/// The task tables' migrations, in their order.
package enum QueueSchema {
    package static let migrations = [Migration](
        module: "queue",
        [
            "V001_tasks": PackageResources.V001_tasks_sql,
            "V002_rounds": PackageResources.V002_rounds_sql,
            "V003_upkeep": PackageResources.V003_upkeep_sql,
            "V004_pace": PackageResources.V004_pace_sql,
            "V005_wanted": PackageResources.V005_wanted_sql,
        ])
}
