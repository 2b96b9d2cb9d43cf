package oracle;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.Map;

/** Starts Kestra's core without a web server, on an empty in-memory repository. */
final class Kestra {

    private Kestra() {
    }

    /**
     * @return the running context; its background threads never end, so the program must be ended by
     *         {@link Runtime#halt}
     */
    static ApplicationContext start() throws IOException {
        var storage = Files.createTempDirectory("kestra-oracle");
        storage.toFile().deleteOnExit();
        return ApplicationContext.builder()
            .environments("oracle")
            .deduceEnvironment(false)
            .banner(false)
            .properties(Map.of("kestra.storage.local.base-path", storage.toString()))
            .start();
    }

    /**
     * Keeps standard output for answers: libraries that print there (drivers, metrics) are sent to standard error.
     *
     * @return the real standard output
     */
    static PrintStream claimStandardOutput() {
        var answers = System.out;
        System.setOut(System.err);
        return answers;
    }
}
