package io.picklejar.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Other objects of the JDK, and loggers. */
final class JdkValues {
    private JdkValues() {}

    static List<Value> all() {
        return List.of(
                Value.of(
                        "Object",
                        Object::new,
                        (original, copy) -> assertThat(copy.getClass()).isSameAs(Object.class)),
                Value.of(
                        "lock that is there twice",
                        () -> {
                            Object lock = new Object();
                            return new Object[] {lock, lock, new Object()};
                        },
                        (original, copy) -> {
                            assertThat(copy[1]).isSameAs(copy[0]);
                            assertThat(copy[2]).isNotSameAs(copy[0]);
                        }),
                Value.text("AtomicInteger", () -> new AtomicInteger(-7)),
                Value.text("AtomicLong", () -> new AtomicLong(1L << 40)),
                Value.text("AtomicBoolean", () -> new AtomicBoolean(true)),
                Value.text("AtomicReference", () -> new AtomicReference<>(List.of("held"))),
                Value.of(
                        "AtomicReference to itself",
                        () -> {
                            AtomicReference<Object> reference = new AtomicReference<>();
                            reference.set(reference);
                            return reference;
                        },
                        (original, copy) -> assertThat(copy.get()).isSameAs(copy)),
                Value.text("AtomicIntegerArray", () -> new AtomicIntegerArray(new int[] {1, 2})),
                Value.text("LongAdder", () -> {
                    LongAdder adder = new LongAdder();
                    adder.add(42);
                    return adder;
                }),
                Value.equal("BitSet", () -> BitSet.valueOf(new long[] {5, 1L << 63})),
                Value.of(
                        "Random",
                        () -> new Random(42),
                        (original, copy) -> assertThat(copy.nextLong()).isEqualTo(new Random(42).nextLong())),
                Value.equal("InetAddress", JdkValues::address),
                Value.equal("InetSocketAddress", () -> InetSocketAddress.createUnresolved("host.invalid", 80)),
                Value.same("JUL logger", () -> Logger.getLogger("io.picklejar.roundtrip.logger")),
                Value.same("root JUL logger", () -> Logger.getLogger("")),
                Value.same("SLF4J logger", () -> LoggerFactory.getLogger("io.picklejar.roundtrip.logger")));
    }

    private static InetAddress address() {
        try {
            return InetAddress.getByAddress("name", new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }
}
