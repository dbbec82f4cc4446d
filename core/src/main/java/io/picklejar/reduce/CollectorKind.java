package io.picklejar.reduce;

import io.picklejar.error.ObjectPath;
import io.picklejar.policy.CodeOrigin;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** The JDK's stream collectors: their four functions and what is known of them. */
final class CollectorKind extends Kind<Collector<?, ?, ?>> {
    private static final String[] PARTS = {"supplier", "accumulator", "combiner", "finisher"};

    CollectorKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return Collector.class.isAssignableFrom(type) && CodeOrigin.isJdk(type);
    }

    @Override
    public Reduction<?> reduce(Collector<?, ?, ?> collector, ReduceContext context) {
        boolean identity = collector.characteristics().contains(Collector.Characteristics.IDENTITY_FINISH);
        return Reduction.of(
                this,
                collector.supplier(),
                collector.accumulator(),
                collector.combiner(),
                identity ? null : collector.finisher(),
                collector.characteristics().stream().sorted().toArray(Collector.Characteristics[]::new));
    }

    @Override
    public ObjectPath step(ObjectPath path, Collector<?, ?, ?> collector, int argument) {
        return argument < PARTS.length ? path.field(PARTS[argument]) : path;
    }

    @Override
    @SuppressWarnings("unchecked") // functions of a collector fit each other
    public Collector<?, ?, ?> make(@Nullable Object[] args) {
        Supplier<Object> supplier = (Supplier<Object>) Args.notNull(args, 0);
        BiConsumer<Object, Object> accumulator = (BiConsumer<Object, Object>) Args.notNull(args, 1);
        BinaryOperator<Object> combiner = (BinaryOperator<Object>) Args.notNull(args, 2);
        Function<Object, Object> finisher = (Function<Object, Object>) args[3];
        Collector.Characteristics[] known = (Collector.Characteristics[]) Args.notNull(args, 4);
        return finisher == null
                ? Collector.of(supplier, accumulator, combiner, known)
                : Collector.of(supplier, accumulator, combiner, finisher, known);
    }
}
