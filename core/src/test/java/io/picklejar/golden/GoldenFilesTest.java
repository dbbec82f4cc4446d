package io.picklejar.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.error.Problem;
import io.picklejar.error.UnpicklingException;
import io.picklejar.protocol.Envelope;
import io.picklejar.reduce.Kind;
import io.picklejar.reduce.Kinds;
import io.picklejar.testkit.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pickles of every format version and JDK are loaded for ever.
 *
 * <p>To write the files of cases that have none yet, on each JDK: {@code mvn -pl core test -Dtest=GoldenFilesTest
 * -DargLine=-Dio.picklejar.golden=src/test/resources/golden/v3}. Files that are there are never written again.
 */
final class GoldenFilesTest {
    private static final List<Integer> JDKS = List.of(17, 25);

    record File(int version, int jdk, GoldenCase content) {
        byte[] read() throws IOException {
            try (InputStream in = GoldenFilesTest.class.getResourceAsStream(
                    "/golden/v" + version + "/jdk" + jdk + "/" + content.fileName())) {
                assertThat(in).as("the file of %s", this).isNotNull();
                return in.readAllBytes();
            }
        }
    }

    @BeforeAll
    static void writeMissingFiles() throws IOException {
        String directory = System.getProperty("io.picklejar.golden");
        if (directory == null) {
            return;
        }
        Path target = Path.of(directory, "jdk" + Runtime.version().feature());
        Files.createDirectories(target);
        for (GoldenCase each : cases()) {
            Path file = target.resolve(each.fileName());
            if (!Files.exists(file)) {
                Files.write(file, CloudPickle.dumps(each.factory().get()));
            }
        }
    }

    static List<GoldenCase> cases() {
        return Stream.concat(GoldenCases.data().stream(), GoldenCases.code().stream())
                .toList();
    }

    static List<File> data() {
        return files(GoldenCases.data());
    }

    static List<File> code() {
        return files(GoldenCases.code());
    }

    private static List<File> files(List<GoldenCase> cases) {
        List<File> files = new ArrayList<>();
        for (int version = 1; version <= Envelope.VERSION; version++) {
            for (int jdk : JDKS) {
                for (GoldenCase each : cases) {
                    if (each.since() <= version) {
                        files.add(new File(version, jdk, each));
                    }
                }
            }
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource("data")
    void dataIsLoaded(File file) throws IOException {
        assertThat(GoldenCase.describe(CloudPickle.loads(file.read())))
                .isEqualTo(file.content().expected());
    }

    @Row("jvm_newer_format")
    @ParameterizedTest
    @MethodSource("code")
    void codeIsLoadedUnlessItsClassFilesAreTooNew(File file) throws IOException {
        byte[] pickle = file.read();
        if (file.jdk() > Runtime.version().feature()) {
            assertThatThrownBy(() -> CloudPickle.loads(pickle))
                    .isInstanceOfSatisfying(
                            UnpicklingException.class,
                            e -> assertThat(e.problem()).isEqualTo(Problem.CLASS_FILE_TOO_NEW))
                    .hasMessageMatching("class \\S+ was compiled for Java 25, this JVM is Java 17; compile it with"
                            + " --release 17 or run the receiver on a newer JVM \\[class-file-too-new\\]");
        } else {
            assertThat(GoldenCase.describe(CloudPickle.loads(pickle)))
                    .isEqualTo(file.content().expected());
        }
    }

    @Test
    void everyBuiltInKindHasAFile() {
        Set<String> kinds = new TreeSet<>();
        for (int number = 0; number < 256; number++) {
            Kind<?> kind = Kinds.byNumber(number);
            if (kind != null) {
                kinds.add(kind.getClass().getSimpleName());
            }
        }

        assertThat(cases().stream().map(GoldenCase::kind).collect(Collectors.toSet()))
                .as("kinds with golden files; add a case to GoldenCases for a new kind")
                .containsAll(kinds);
    }

    @Test
    void namesAreUnique() {
        assertThat(cases()).extracting(GoldenCase::fileName).doesNotHaveDuplicates();
    }
}
