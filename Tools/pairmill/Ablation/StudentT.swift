/// Student's t: how many standard errors around a mean hold the true one 95 times of 100.
enum StudentT {
    /// The 0.975 quantiles for 1 to 30 degrees of freedom, as printed tables have them.
    private static let quantiles = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
        2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
        2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ]

    /// Nil for less than one degree of freedom.
    ///
    /// Beyond the table its last value is taken: 2.042 in place of 1.960 at the most, so
    /// that an interval gets a little too wide, never too narrow.
    static func quantile(degreesOfFreedom: Int) -> Double? {
        degreesOfFreedom < 1 ? nil : quantiles[min(degreesOfFreedom, quantiles.count) - 1]
    }
}
