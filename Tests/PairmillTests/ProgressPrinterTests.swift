import Testing

@testable import pairmill

@Suite struct ProgressPrinterTests {
    @Test func `on a terminal the lines are drawn over the last ones`() {
        var printer = ProgressPrinter(isInteractive: true, columns: 80)

        #expect(printer.text(["a", "b"], at: .zero) == "a\nb\n")
        #expect(printer.text(["c", "d", "e"], at: .zero) == "\u{1B}[2A\u{1B}[Jc\nd\ne\n")
        #expect(printer.text(["f"], at: .zero) == "\u{1B}[3A\u{1B}[Jf\n")
    }

    @Test func `a line wider than the terminal is cut, or moving up would miss it`() {
        var printer = ProgressPrinter(isInteractive: true, columns: 5)

        #expect(printer.text(["1234567"], at: .zero) == "1234…\n")
    }

    @Test func `elsewhere only changed lines come, and not too often`() {
        var printer = ProgressPrinter(isInteractive: false, columns: 80)

        #expect(printer.text(["a", "b"], at: .zero) == "a\nb\n")
        #expect(printer.text(["a", "c"], at: .seconds(1)).isEmpty)
        #expect(printer.text(["a", "d"], at: .seconds(6)) == "d\n")
    }

    @Test func `the last lines come at once`() {
        var printer = ProgressPrinter(isInteractive: false, columns: 80)
        _ = printer.text(["a"], at: .zero)

        #expect(printer.text(["done"], at: .milliseconds(1), isLast: true) == "done\n")
    }
}
