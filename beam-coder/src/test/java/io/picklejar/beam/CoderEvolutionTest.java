package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.record.PickledRecord;
import io.picklejar.testkit.UserJar;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline is updated: the runner has coders and elements of the version before. */
final class CoderEvolutionTest {
    private static final String BEFORE =
            "package shop;\npublic record Sale(String what, int amount, java.time.LocalDate day) {}";
    private static final String GROWN =
            "package shop;\npublic record Sale(String what, long amount," + " java.time.LocalDate day, String note) {}";
    private static final String CHANGED =
            "package shop;\npublic record Sale(String what, String amount, java.time.LocalDate day) {}";

    @TempDir
    private Path directory;

    private int jars;
    private final URLClassLoader nothing = UserJar.loader();
    private final ThreadContext context = new ThreadContext();

    /** What the runner keeps of the version before. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(byte[] coder, byte[] element) {}

    /** The thread's context class loader, put back in the end. */
    private static final class ThreadContext {
        private final ClassLoader before = Thread.currentThread().getContextClassLoader();

        <T> T in(ClassLoader loader, Callable<T> task) throws Exception {
            Thread.currentThread().setContextClassLoader(loader);
            try {
                return task.call();
            } finally {
                reset();
            }
        }

        void reset() {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @AfterEach
    void close() throws IOException {
        context.reset();
        nothing.close();
    }

    private URLClassLoader version(String source) {
        Path jar = directory.resolve("v" + jars++ + ".jar");
        return UserJar.loader(UserJar.compile(jar, List.of(), source));
    }

    private Kept before() throws Exception {
        try (URLClassLoader loader = version(BEFORE)) {
            return context.in(loader, () -> {
                Object sale = UserJar.load(loader, "shop.Sale")
                        .getConstructors()[0]
                        .newInstance("pear", 3, java.time.LocalDate.of(2026, 11, 27));
                Coder<Object> coder = coderOf(sale.getClass());
                return new Kept(JavaSerial.write(coder), CoderUtils.encodeToByteArray(coder, sale));
            });
        }
    }

    @SuppressWarnings("unchecked") // a class from a jar of the test
    private static Coder<Object> coderOf(Class<?> type) {
        return (Coder<Object>) PickleCoder.data(type);
    }

    private Coder<Object> coder(Kept kept, ClassLoader loader) throws Exception {
        return context.in(loader, () -> JavaSerial.<Coder<Object>>read(kept.coder));
    }

    @Test
    void oldElementsAreReadWithTheFieldsOfNow() throws Exception {
        Kept kept = before();
        try (URLClassLoader loader = version(GROWN)) {
            Coder<Object> coder = coder(kept, loader);

            Object sale = context.in(loader, () -> CoderUtils.decodeFromByteArray(coder, kept.element));

            assertThat(sale.getClass()).isSameAs(UserJar.load(loader, "shop.Sale"));
            assertThat(sale).hasToString("Sale[what=pear, amount=3, day=2026-11-27, note=null]");
        }
    }

    @Test
    void theOldCoderWritesNothingThatItWouldCutOff() throws Exception {
        Kept kept = before();
        try (URLClassLoader loader = version(GROWN)) {
            Coder<Object> coder = coder(kept, loader);

            assertThatThrownBy(() -> context.in(
                            loader,
                            () -> CoderUtils.encodeToByteArray(
                                    coder, CoderUtils.decodeFromByteArray(coder, kept.element))))
                    .isExactlyInstanceOf(CoderException.class)
                    .hasMessage(
                            "cannot encode a shop.Sale with PickleCoder(shop.Sale): its class is not what it was when"
                                    + " the coder was made, and the element would lose what is new in it; make the coder where"
                                    + " the class is the one of the workers");
        }
    }

    @Test
    void incompatibleClassesAreNamedWithTheField() throws Exception {
        Kept kept = before();
        try (URLClassLoader loader = version(CHANGED)) {
            Coder<Object> coder = coder(kept, loader);

            assertThatThrownBy(() -> context.in(loader, () -> CoderUtils.decodeFromByteArray(coder, kept.element)))
                    .isExactlyInstanceOf(CoderException.class)
                    .hasMessageStartingWith("cannot load the type shop.Sale of a PickleCoder: ")
                    .hasMessageContaining("amount");
        }
    }

    @Test
    void codersOfDifferentVersionsAreNotEqual() throws Exception {
        Kept kept = before();
        try (URLClassLoader loader = version(GROWN);
                URLClassLoader same = version(BEFORE)) {
            Coder<Object> coder = coder(kept, loader);

            assertThat(context.in(
                            loader,
                            () -> coderOf(UserJar.load(loader, "shop.Sale")).equals(coder)))
                    .isFalse();
            assertThat(context.in(
                            same, () -> coderOf(UserJar.load(same, "shop.Sale")).equals(coder)))
                    .isTrue();
        }
    }

    @Test
    void withoutTheClassElementsArePickledRecords() throws Exception {
        Kept kept = before();
        Coder<Object> coder = coder(kept, nothing);

        Object sale = context.in(nothing, () -> CoderUtils.decodeFromByteArray(coder, kept.element));

        assertThat(sale).isInstanceOf(PickledRecord.class);
        assertThat(context.in(nothing, () -> CoderUtils.encodeToByteArray(coder, sale)))
                .isEqualTo(kept.element);
    }
}
