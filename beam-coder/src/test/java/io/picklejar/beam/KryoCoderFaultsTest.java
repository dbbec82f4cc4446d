package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.orders.Basket;
import com.acme.orders.Order;
import com.esotericsoftware.kryo.kryo5.Kryo;
import com.esotericsoftware.kryo.kryo5.Serializer;
import com.esotericsoftware.kryo.kryo5.io.Input;
import com.esotericsoftware.kryo.kryo5.io.Output;
import io.picklejar.PickleJar;
import io.picklejar.testkit.UserJar;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.Coder.NonDeterministicException;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with {@code KryoCoder} of Beam's Kryo extension, and must not be with this coder. */
final class KryoCoderFaultsTest {
    /** Writes an order as a word, to be seen in the bytes. */
    private static final class Word extends Serializer<Order> {
        @Override
        public void write(Kryo kryo, Output output, Order order) {
            output.writeString("ORDER-OF-" + order.customer());
        }

        @Override
        public Order read(Kryo kryo, Input input, Class<? extends Order> type) {
            return new Order(input.readString().substring("ORDER-OF-".length()), 0);
        }
    }

    private static PickleCoder<Order> registered() {
        Supplier<PickleJar> jar = () -> PickleJar.builder()
                .kryo(kryo -> kryo.register(Order.class, new Word()))
                .build();
        return PickleCoder.of(Order.class, jar);
    }

    /** {@code KryoCoder.verifyDeterministic} does nothing, and maps become keys. */
    @Test
    void determinismIsNotClaimed() {
        Coder<Map<String, Integer>> maps = PickleCoder.of(new TypeDescriptor<>() {});

        assertThatThrownBy(maps::verifyDeterministic)
                .isExactlyInstanceOf(NonDeterministicException.class)
                .hasMessageEndingWith(
                        "equal values of the type, of type Map<String, Integer>, may have different bytes");
        Map<String, Integer> one = new HashMap<>(Map.of("Aa", 1));
        one.put("BB", 2);
        Map<String, Integer> other = new HashMap<>(Map.of("BB", 2));
        other.put("Aa", 1);
        assertThat(one).isEqualTo(other);
        assertThat(bytes(maps, one)).isNotEqualTo(bytes(maps, other));
    }

    private static <T> byte[] bytes(Coder<T> coder, T value) {
        try {
            return CoderUtils.encodeToByteArray(coder, value);
        } catch (CoderException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code KryoCoder.withRegistrar} gives a coder that lacks the new registrar. */
    @Test
    void theUsersSerializersAreUsedByTheCoderAndItsCopies() throws Exception {
        for (PickleCoder<Order> coder : List.of(registered(), JavaSerial.twice(registered()))) {
            byte[] bytes = CoderUtils.encodeToByteArray(coder, new Order("Ada", 3));

            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("ORDER-OF-Ad");
            assertThat(CoderUtils.decodeFromByteArray(coder, bytes)).isEqualTo(new Order("Ada", 0));
        }
    }

    /** {@code KryoCoder}s are equal if they are the same object or its copies, by a random number. */
    @Test
    void codersOfEqualConfigurationAreEqual() {
        assertThat(registered())
                .isEqualTo(registered())
                .hasSameHashCodeAs(registered())
                .isEqualTo(JavaSerial.twice(registered()))
                .isNotEqualTo(PickleCoder.of(Order.class));
        assertThat(PickleCoder.of(Basket.class)).isEqualTo(PickleCoder.of(Basket.class));
    }

    /** {@code KryoState} keeps Kryos, and with them the user's classes, in a map of each thread for ever. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void threadsKeepNothingOfAPipelineThatEnded(@TempDir Path directory) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            WeakReference<ClassLoader> data = use(workers, directory.resolve("data.jar"), "int amount");
            WeakReference<ClassLoader> graph = use(workers, directory.resolve("graph.jar"), "Object anything");
            // A jar keeps, softly, what it found out with the last loader: another pipeline follows.
            CoderUtils.clone(PickleCoder.of(Order.class), new Order("Ada", 3));
            while (data.get() != null || graph.get() != null) {
                System.gc();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(workers.submit(() -> 1).get()).isEqualTo(1);
        } finally {
            workers.shutdownNow();
        }
    }

    @SuppressWarnings("unchecked") // a class from a jar of the test
    private static WeakReference<ClassLoader> use(ExecutorService workers, Path path, String fields) throws Exception {
        UserJar jar = UserJar.compile(path, List.of(), "package shop;\npublic record Thing(" + fields + ") {}");
        try (URLClassLoader loader = UserJar.loader(jar)) {
            Class<?> type = UserJar.load(loader, "shop.Thing");
            Object thing = type.getConstructors()[0].newInstance(3);
            for (int i = 0; i < 2; i++) {
                workers.submit(() -> {
                            Thread thread = Thread.currentThread();
                            ClassLoader before = thread.getContextClassLoader();
                            thread.setContextClassLoader(loader);
                            try {
                                Coder<Object> coder = JavaSerial.twice((PickleCoder<Object>) PickleCoder.of(type));
                                return CoderUtils.clone(coder, thing).getClass()
                                        == type; // the JDK keeps record classes that were compared
                            } finally {
                                thread.setContextClassLoader(before);
                            }
                        })
                        .get();
            }
            return new WeakReference<>(loader);
        }
    }
}
