import CVips

/// libvips as this process runs it: few loaders, one thread a call, no cache.
///
/// Callers bring their own bounded threads (HTTP L9), so a call uses one thread
/// and keeps nothing. Of the loaders only our five types' may run, from memory.
enum VipsLibrary {
    private static let status: Int32 = {
        let status = shim_start()
        guard status == 0 else { return status }
        vips_block_untrusted_set(1)
        vips_operation_block_set("VipsForeignLoad", 1)
        for loader in ["Jpeg", "Png", "Webp", "Tiff", "Nsgif"] {
            vips_operation_block_set("VipsForeignLoad\(loader)Buffer", 0)
        }
        vips_concurrency_set(1)
        vips_cache_set_max(0)
        vips_cache_set_max_mem(0)
        vips_cache_set_max_files(0)
        return status
    }()

    /// Starts the library at the first call; later calls cost nothing.
    static func start() throws(ImageError) {
        guard status == 0 else { throw failure(of: "vips_init") }
    }

    /// Takes what libvips last said.
    ///
    /// It keeps one text for all threads, so the text may tell of a neighbour's
    /// image too; it goes to logs, never into what a user reads about an image.
    static func failure(of function: String) -> ImageError {
        guard let text = vips_error_buffer_copy() else {
            return .libraryFailed(function: function, text: "")
        }
        defer { g_free(text) }
        return .libraryFailed(function: function, text: String(cString: text))
    }
}
