import Domain
import Postgres
import TaskQueue

extension SQL {
    /// Which ids have a result, and whether it carries the token given (QUEUE R15).
    ///
    /// Planned anew, for one plan for all ids would lock every job's partition (R50).
    static func classification(of tasks: [(id: TaskID, token: LeaseToken)], in table: String) -> SQL {
        let sql: SQL = """
            select i.task_id, r.token = i.token as already
            from unnest(\(tasks.map(\.id.rawValue))::bigint[], \(tasks.map(\.token.rawValue))::bigint[])
                as i(task_id, token)
            join pairmill.\(unescaped: table) r
                on r.task_id = any (\(tasks.map(\.id.rawValue))::bigint[]) and r.task_id = i.task_id
            """
        return sql.plannedAnew()
    }
}
