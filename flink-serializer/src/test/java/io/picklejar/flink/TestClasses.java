package io.picklejar.flink;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the classes of these tests are: a folder, or a jar where they run against another version of Flink. */
final class TestClasses {
    private TestClasses() {}

    static Path path() {
        try {
            return Path.of(TestClasses.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
