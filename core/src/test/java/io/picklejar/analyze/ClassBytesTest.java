package io.picklejar.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.jvm.ClassFiles;
import java.sql.Timestamp;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class ClassBytesTest {
    @Test
    void classFilesOfUsersAndOfTheJdkAreFound() {
        assertThat(ClassFiles.reader(classFile(ClassBytesTest.class)).getClassName())
                .isEqualTo("io/picklejar/analyze/ClassBytesTest");
        assertThat(ClassFiles.reader(classFile(String.class)).getClassName()).isEqualTo("java/lang/String");
        assertThat(ClassFiles.reader(classFile(Timestamp.class)).getClassName()).isEqualTo("java/sql/Timestamp");
    }

    @Test
    void classesWithoutAFileHaveNone() {
        Supplier<String> lambda = () -> "";

        assertThat(ClassBytes.of(lambda.getClass())).isNull();
        assertThat(ClassBytes.of(int[].class)).isNull();
        assertThat(ClassBytes.of(int.class)).isNull();
    }

    @Test
    void classFilesNewerThanTheReaderAreOpened() {
        byte[] classFile = classFile(ClassBytesTest.class);
        classFile[7] = 99;

        assertThat(ClassFiles.major(classFile)).isEqualTo(99);
        assertThat(ClassFiles.reader(classFile).getClassName()).isEqualTo("io/picklejar/analyze/ClassBytesTest");
    }

    private static byte[] classFile(Class<?> type) {
        return Objects.requireNonNull(ClassBytes.of(type));
    }
}
