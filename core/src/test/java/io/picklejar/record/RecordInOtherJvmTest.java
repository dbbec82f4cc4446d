package io.picklejar.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.PickleJar;
import io.picklejar.testkit.UserJar;
import io.picklejar.testkit.Worker;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schema and record go to a JVM that has the class, another version of it, or none, and come back. */
final class RecordInOtherJvmTest {
    private static final String ORDER = """
            package shop;
            public record Order(String customer, int amount, Kind kind, java.util.List<Order.Line> lines) {
                public enum Kind { NEW, OLD }
                public record Line(String text) {}
            }
            """;

    private static final String NEWER = """
            package shop;
            public record Order(long amount, String customer, Kind kind, String note) {
                public enum Kind { OLD, LATE, NEW }
            }
            """;

    @TempDir
    private Path directory;

    /** Over there: reads the record, and says what it is and how it is written again. */
    private static List<Object> echo(byte[] schema, byte[] record) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        RecordCodec<Object> codec =
                PickleJar.standard().recordCodec(RecordSchema.parse(schema), name -> find(name, loader));
        Object value = codec.read(new RecordInput().over(record, 0, record.length));
        RecordOutput out = new RecordOutput(16);
        codec.write(out, value);
        return List.of(value + " " + codec.isExact(), out.toBytes());
    }

    private static @Nullable Class<?> find(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private static List<Object> echoed(Worker worker, byte[] schema, byte[] record) {
        return worker.call(parts -> echo(parts.get(0), parts.get(1)), List.of(schema, record));
    }

    @Test
    void recordsGoThereAndBack() throws Exception {
        UserJar jar = UserJar.compile(directory.resolve("order.jar"), List.of(), ORDER);
        UserJar newer = UserJar.compile(directory.resolve("newer.jar"), List.of(), NEWER);
        try (URLClassLoader loader = UserJar.loader(jar);
                Worker same = Worker.builder().alsoOnClassPath(jar.path()).start();
                Worker other = Worker.builder().alsoOnClassPath(newer.path()).start();
                Worker none = Worker.start()) {
            Object line =
                    UserJar.load(loader, "shop.Order$Line").getConstructors()[0].newInstance("a");
            Object kind = UserJar.load(loader, "shop.Order$Kind").getEnumConstants()[0];
            Class<?> type = UserJar.load(loader, "shop.Order");
            Object order = type.getConstructors()[0].newInstance("ann", 3, kind, List.of(line));
            RecordSchema schema = Records.schema(type);
            RecordCodec<Object> codec = Records.codec(schema, loader);
            byte[] record = Records.write(codec, order);

            // The second time the receiver is warm.
            for (int i = 0; i < 2; i++) {
                List<Object> echo = echoed(same, schema.toBytes(), record);
                assertThat(echo.get(0)).isEqualTo("Order[customer=ann, amount=3, kind=NEW, lines=[Line[text=a]]] true");
                assertThat(Records.read(codec, (byte[]) echo.get(1))).isEqualTo(order);

                echo = echoed(other, schema.toBytes(), record);
                assertThat(echo.get(0)).isEqualTo("Order[amount=3, customer=ann, kind=NEW, note=null] false");
                assertThat(Records.read(codec, (byte[]) echo.get(1)))
                        .hasToString("Order[customer=ann, amount=3, kind=NEW, lines=null]");

                echo = echoed(none, schema.toBytes(), record);
                assertThat(echo.get(0))
                        .isEqualTo(
                                "shop.Order{customer=ann, amount=3, kind=NEW, lines=[shop.Order$Line{text=a}]} true");
                assertThat(Records.read(codec, (byte[]) echo.get(1))).isEqualTo(order);
            }
            assertThat(same.output() + other.output() + none.output()).isEmpty();
        }
    }
}
