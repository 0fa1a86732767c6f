import Testing

@testable import Postgres

@Suite struct SQLTests {
    @Test func `values become numbered parameters`() {
        let sql: SQL = "select \(1) where a = \("x") and b = any (\([1, 2] as [Int64]))"
        #expect(sql.text == "select $1 where a = $2 and b = any ($3)")
        #expect(sql.parameters.map(\.type.description) == ["int8", "text", "type 1016"])
    }

    @Test func `a part is put in with its parameters renumbered`() {
        let filter: SQL = "state = \("open") and job = \(Int32(3))"
        let sql: SQL = "select \(true) from round where \(filter) limit \(5)"
        #expect(sql.text == "select $1 from round where state = $2 and job = $3 limit $4")
    }

    @Test func `names are quoted and nothing else is escaped`() {
        let sql: SQL = "table \(identifier: #"a"b"#) \(unescaped: "order by 1")"
        #expect(sql.text == #"table "a""b" order by 1"#)
    }

    @Test func `the description holds no values`() {
        #expect("\("select \("secret")" as SQL)" == "select $1")
    }

    @Test func `too many parameters are a problem of sending`() {
        var interpolation = SQL.StringInterpolation(literalCapacity: 0, interpolationCount: 65_536)
        for _ in 0..<65_536 { interpolation.appendInterpolation(true) }
        let sql = SQL(stringInterpolation: interpolation)
        #expect(sql.sendingProblem?.contains("65536") == true)
    }
}
