package io.picklejar.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.reduce.FileContent;
import io.picklejar.reduce.OpenFiles;
import io.picklejar.testkit.Row;
import io.picklejar.testkit.Worker;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Open files: refused, unless the jar was told to take their content along. */
final class FilesConformanceTest {
    private static final PickleJar JAR = PickleJar.builder()
            .reducer(FileInputStream.class, OpenFiles.content(1_000))
            .reducer(RandomAccessFile.class, OpenFiles.content(1_000))
            .reducer(FileChannel.class, OpenFiles.content(1_000))
            .build();

    private static Worker worker;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() {
        worker = Worker.start();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("file.txt"), content);
    }

    private static final class Read implements Function<byte[], List<String>>, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public List<String> apply(byte[] pickle) {
            try (InputStream in = CloudPickle.loads(pickle)) {
                String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                in.reset();
                return List.of(rest, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What is left of it at a receiver that has not the file, and all of it. */
    private List<String> readElsewhere(Object open, Path file) throws IOException {
        byte[] pickle = JAR.dumps(open);
        Files.delete(file);
        assertThat(new Read().apply(pickle)).isEqualTo(worker.call(new Read(), pickle));
        assertThat(new Read().apply(worker.echoPickle(pickle))).isEqualTo(worker.call(new Read(), pickle));
        return worker.call(new Read(), pickle);
    }

    @Row("test_empty_file")
    @Test
    void emptyFileIsAnEmptyStream() throws IOException {
        Path file = file("");
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            assertThat(readElsewhere(in, file)).containsExactly("", "");
        }
    }

    @Row("test_closed_file")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closedFileIsRefused(boolean withReducer) throws IOException {
        FileInputStream in = new FileInputStream(file("text").toFile());
        in.close();

        assertThatThrownBy(() -> (withReducer ? JAR : PickleJar.standard()).dumps(in))
                .isInstanceOf(PicklingException.class)
                .hasMessageStartingWith("cannot pickle closed files at $; ")
                .hasMessageEndingWith(" [live-resource]");
    }

    @Row("test_r_mode")
    @Test
    void contentIsReadWhereTheFileIsNot() throws IOException {
        Path file = file("text of a file");
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            assertThat(readElsewhere(in, file)).containsExactly("text of a file", "text of a file");
        }
    }

    @Row("test_w_mode")
    @Test
    void fileThatIsOnlyWrittenIsRefused() throws IOException {
        Path file = file("text");
        try (FileOutputStream out = new FileOutputStream(file.toFile());
                FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> JAR.dumps(List.of(out)))
                    .isInstanceOf(PicklingException.class)
                    .hasMessage(
                            "cannot pickle files that are not opened for reading at $[0]; capture its path, and open it"
                                    + " where it is written [live-resource]");
            // An empty one is not read at all.
            Files.writeString(file, "text");
            assertThatThrownBy(() -> JAR.dumps(channel))
                    .isInstanceOf(PicklingException.class)
                    .hasMessage("cannot pickle files that are not opened for reading at $; capture its path"
                            + " [live-resource]");
        }
    }

    @Row("test_plus_mode")
    @Test
    void fileThatIsReadAndWritten() throws IOException {
        Path file = file("");
        try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw")) {
            random.write("written".getBytes(StandardCharsets.UTF_8));
            random.seek(0);
            assertThat(readElsewhere(random, file)).containsExactly("written", "written");
        }
    }

    @Row("test_seek")
    @Test
    void positionIsKeptAndTheOriginalStaysWhereItIs() throws IOException {
        Path file = file("line 1\nline 2");
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            assertThat(in.skip(4)).isEqualTo(4);
            assertThat(readElsewhere(in, file)).containsExactly(" 1\nline 2", "line 1\nline 2");
            assertThat(in.readAllBytes()).asString().isEqualTo(" 1\nline 2");
            assertThat(new Read().apply(JAR.dumps(in))).containsExactly("", "line 1\nline 2");
        }
    }

    @Row("test_pickling_special_file_handles")
    @Test
    void standardStreamsAreTheReceivers() {
        assertThat(CloudPickle.<Object>loads(CloudPickle.dumps(System.out))).isSameAs(System.out);
        assertThat(CloudPickle.<Object>loads(worker.echoPickle(CloudPickle.dumps(System.err))))
                .isSameAs(System.err);
        Object out = System.out;
        assertThat(worker.call(() -> out == System.out)).isTrue();
        assertThatThrownBy(() -> CloudPickle.dumps(List.of(System.in)))
                .isInstanceOf(PicklingException.class)
                .hasMessage("cannot pickle standard input at $[0]; capture what was read from it [live-resource]");
    }

    @Row("test_pickling_file_handles")
    @Test
    void openFileIsRefusedUnlessTheJarWasTold() throws IOException {
        Path file = file("text");
        try (FileInputStream in = new FileInputStream(file.toFile());
                FileChannel channel = FileChannel.open(file)) {
            assertThatThrownBy(() -> CloudPickle.dumps(in))
                    .isInstanceOf(PicklingException.class)
                    .hasMessage(
                            "cannot pickle a java.io.FileInputStream: the file is open in this JVM at $; capture its path,"
                                    + " or take its content along with PickleJar.builder().reducer(…,"
                                    + " OpenFiles.content(maxBytes)) [live-resource]");
            assertThatThrownBy(() -> CloudPickle.dumps(channel))
                    .isInstanceOf(PicklingException.class)
                    .hasMessageStartingWith(
                            "cannot pickle a sun.nio.ch.FileChannelImpl: the file is open in this JVM at $;");
            assertThat(JAR.<Object>loads(JAR.dumps(channel))).isInstanceOf(FileContent.class);
        }
    }

    @Row("test_pickling_file_handles")
    @Test
    void longFileIsRefused() throws IOException {
        try (FileInputStream in = new FileInputStream(file("x".repeat(1_001)).toFile())) {
            assertThatThrownBy(() -> JAR.dumps(in))
                    .isInstanceOf(PicklingException.class)
                    .hasMessage(
                            "cannot pickle a file of 1001 bytes, allowed are 1000 at $; capture its path, or allow more"
                                    + " in OpenFiles.content [live-resource]");
        }
    }
}
