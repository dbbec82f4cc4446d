package io.picklejar.flink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.error.CodeMismatchException;
import io.picklejar.policy.ClassRule;
import io.picklejar.record.PickledRecord;
import io.picklejar.testkit.UserJar;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * State of one version of a job, under a job of another version: really compiled, each in a user-code class loader of its
 * own, by reference as from the job's jar, and by value as from a session.
 */
final class DataEvolutionTest {
    private static final String BEFORE =
            "package shop;\npublic record Order(String customer, int amount, int dropped) {}";
    private static final String NOW = "package shop; import io.picklejar.record.FormerNames;"
            + "\npublic record Order(long amount, @FormerNames(\"customer\") String buyer, String added) {}";

    @TempDir
    private Path directory;

    private final ClassLoader callers = Thread.currentThread().getContextClassLoader();

    /** How the class gets to the cluster. */
    enum Travel {
        BY_REFERENCE,
        BY_VALUE;

        PickleJar jar() {
            PickleJar.Builder builder = PickleJar.builder();
            return (this == BY_VALUE ? builder.byValue(ClassRule.packageName("shop")) : builder).build();
        }
    }

    @AfterEach
    void restoreContext() {
        Thread.currentThread().setContextClassLoader(callers);
    }

    /** A job's class loader; its thread is the test's from now on. */
    private URLClassLoader job(String name, String... sources) {
        URLClassLoader loader = UserJar.loader(UserJar.compile(directory.resolve(name + ".jar"), List.of(), sources));
        Thread.currentThread().setContextClassLoader(loader);
        return loader;
    }

    @SuppressWarnings("unchecked")
    private static TypeSerializer<Object> serializer(ClassLoader job, PickleJar jar) {
        return (TypeSerializer<Object>) PickleSerializer.of(UserJar.load(job, "shop.Order"), jar);
    }

    private static Object make(ClassLoader job, Object... arguments) throws ReflectiveOperationException {
        Constructor<?> constructor = UserJar.load(job, "shop.Order").getConstructors()[0];
        return constructor.newInstance(arguments);
    }

    private static byte[] write(TypeSerializer<Object> serializer, Object value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    private static Object read(TypeSerializer<Object> serializer, byte[] bytes) throws IOException {
        return requireNonNull(serializer.deserialize(new DataInputDeserializer(bytes)));
    }

    /** What a savepoint has of one value. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Saved(byte[] snapshot, byte[] state) {}

    /** A value of the first version in a savepoint. */
    private Saved saved(Travel travel) throws Exception {
        try (URLClassLoader before = job("before", BEFORE)) {
            TypeSerializer<Object> writer = serializer(before, travel.jar());
            return new Saved(snapshot(writer), write(writer, make(before, "ann", 3, 9)));
        }
    }

    private static byte[] snapshot(TypeSerializer<Object> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        return out.getCopyOfBuffer();
    }

    private static TypeSerializerSnapshot<Object> restored(byte[] snapshot, ClassLoader job) throws IOException {
        return TypeSerializerSnapshot.readVersionedSnapshot(new DataInputDeserializer(snapshot), job);
    }

    /** As RocksDB does it: the new serializer is there first, each value is read and written when it is needed. */
    @ParameterizedTest
    @EnumSource
    void stateMigratesToAnotherSchema(Travel travel) throws Exception {
        Saved saved = saved(travel);
        try (URLClassLoader now = job("now", NOW)) {
            TypeSerializer<Object> writer = serializer(now, travel.jar());
            TypeSerializerSnapshot<Object> old = restored(saved.snapshot(), now);

            TypeSerializerSchemaCompatibility<Object> answer =
                    writer.snapshotConfiguration().resolveSchemaCompatibility(old);
            Object migrated = read(old.restoreSerializer(), saved.state());

            assertThat(answer.isCompatibleAfterMigration()).isTrue();
            assertThat(migrated).hasToString("Order[amount=3, buyer=ann, added=null]");
            assertThat(read(writer, write(writer, migrated))).isEqualTo(migrated);
        }
    }

    /** As the heap does it: all values are read before the job says what it wants. */
    @Test
    void stateIsReadWithTheClassesOfTheJob() throws Exception {
        Saved saved = saved(Travel.BY_REFERENCE);
        try (URLClassLoader now = job("now", NOW)) {
            TypeSerializer<Object> reader = restored(saved.snapshot(), now).restoreSerializer();

            Object value = read(reader, saved.state());

            assertThat(value).isInstanceOf(UserJar.load(now, "shop.Order"));
            assertThat(reader.copy(value)).isEqualTo(value);
            assertThat(read(reader, write(reader, value))).isEqualTo(value);
        }
    }

    @Test
    void stateOutlivesItsClass() throws Exception {
        Saved saved = saved(Travel.BY_REFERENCE);
        try (URLClassLoader now = job("now", "package shop;\npublic record Other() {}")) {
            TypeSerializer<Object> reader = restored(saved.snapshot(), now).restoreSerializer();

            PickledRecord record = (PickledRecord) read(reader, saved.state());

            assertThat(record).hasToString("shop.Order{customer=ann, amount=3, dropped=9}");
            assertThat(write(reader, record)).isEqualTo(saved.state());
            assertThat(snapshot(reader)).isEqualTo(saved.snapshot());
        }
        // A later savepoint is as good as the first one.
        try (URLClassLoader again = job("again", BEFORE)) {
            assertThat(read(restored(saved.snapshot(), again).restoreSerializer(), saved.state()))
                    .hasToString("Order[customer=ann, amount=3, dropped=9]");
        }
    }

    /** A class that travelled by value is in the savepoint, and is found there if nobody else has it. */
    @Test
    void stateBringsItsClass() throws Exception {
        Saved saved = saved(Travel.BY_VALUE);
        try (URLClassLoader now = job("now", "package shop;\npublic record Other() {}")) {
            Object value = read(restored(saved.snapshot(), now).restoreSerializer(), saved.state());

            assertThat(value).hasToString("Order[customer=ann, amount=3, dropped=9]");
            assertThat(value.getClass().getName()).isEqualTo("shop.Order");
        }
    }

    @Test
    void incompatibleStateIsRefused() throws Exception {
        Saved saved = saved(Travel.BY_REFERENCE);
        try (URLClassLoader now = job("now", "package shop;\npublic record Order(int customer) {}")) {
            TypeSerializerSnapshot<Object> old = restored(saved.snapshot(), now);

            assertThat(serializer(now, PickleJar.standard())
                            .snapshotConfiguration()
                            .resolveSchemaCompatibility(old)
                            .isIncompatible())
                    .isTrue();
            assertThatThrownBy(() -> read(old.restoreSerializer(), new byte[] {1, 0}))
                    .isInstanceOf(CodeMismatchException.class)
                    .hasMessage("field customer of shop.Order was String and is int now [code-mismatch]");
        }
    }

    /** State that was pickles, as the first versions wrote it, becomes data, and data becomes pickles. */
    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void pickledStateBecomesData() throws Exception {
        try (URLClassLoader job = job("before", BEFORE)) {
            Class<?> type = UserJar.load(job, "shop.Order");
            TypeSerializer<Object> graph = PickleSerializer.graph((Class) type, PickleJar.standard());
            TypeSerializer<Object> data = serializer(job, PickleJar.standard());
            Object order = make(job, "ann", 3, 9);

            for (List<TypeSerializer<Object>> pair : List.of(List.of(graph, data), List.of(data, graph))) {
                TypeSerializerSnapshot<Object> old = restored(snapshot(pair.get(0)), job);

                assertThat(pair.get(1)
                                .snapshotConfiguration()
                                .resolveSchemaCompatibility(old)
                                .isCompatibleAfterMigration())
                        .isTrue();
                assertThat(read(old.restoreSerializer(), write(pair.get(0), order)))
                        .isEqualTo(order);
            }
        }
    }
}
