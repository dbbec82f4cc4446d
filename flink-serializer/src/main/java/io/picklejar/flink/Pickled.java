package io.picklejar.flink;

import io.picklejar.PickleJar;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.ReduceFunction;
import org.apache.flink.api.common.functions.RichFunction;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;

/**
 * User functions that travel as pickles, one at a time:
 *
 * <pre>{@code
 * stream.map(Pickled.map(line -> dictionary.lookup(line)))   // dictionary need not be Serializable
 * }</pre>
 *
 * <p>The function is pickled when Flink serializes the job, unpickled once in each task with the user-code class loader,
 * and costs one call per record from then on. Types are inferred as they are for the function itself, and where that
 * fails ({@code Tuple2}, {@code List}, ...) {@code returns(...)} helps as usual. The methods of {@code RichFunction},
 * {@code CheckpointedFunction} and {@code CheckpointListener} reach the function. Each method comes with the default jar,
 * that of the installed {@link PickleEnvironment} or else the standard one, and with a jar of your own. {@link
 * PickleEnvironment} does the same for all functions of a job at once.
 */
public final class Pickled {
    private Pickled() {}

    /** The function, to travel as a pickle. */
    public static <I, O> MapFunction<I, O> map(MapFunction<I, O> function) {
        return map(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I, O> MapFunction<I, O> map(MapFunction<I, O> function, PickleJar jar) {
        return new PickledMap<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I, O> FlatMapFunction<I, O> flatMap(FlatMapFunction<I, O> function) {
        return flatMap(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I, O> FlatMapFunction<I, O> flatMap(FlatMapFunction<I, O> function, PickleJar jar) {
        return new PickledFlatMap<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <T> FilterFunction<T> filter(FilterFunction<T> function) {
        return filter(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <T> FilterFunction<T> filter(FilterFunction<T> function, PickleJar jar) {
        return new PickledFilter<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle; rich only if the function is, since windows refuse rich ones. */
    public static <T> ReduceFunction<T> reduce(ReduceFunction<T> function) {
        return reduce(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar; rich only if the function is, since windows refuse rich ones. */
    public static <T> ReduceFunction<T> reduce(ReduceFunction<T> function, PickleJar jar) {
        Cell<ReduceFunction<T>> cell = new Cell<>(function, jar);
        return function instanceof RichFunction ? new PickledRichReduce<>(cell) : new PickledReduce<>(cell);
    }

    /** The key selector, to travel as a pickle. */
    public static <I, K> KeySelector<I, K> key(KeySelector<I, K> selector) {
        return key(selector, InstalledJar.get());
    }

    /** The key selector, to travel as a pickle of the jar. */
    public static <I, K> KeySelector<I, K> key(KeySelector<I, K> selector, PickleJar jar) {
        return new PickledKeySelector<>(new Cell<>(selector, jar));
    }

    /** The function, to travel as a pickle, for {@code new DataGeneratorSource(...)}, which refuses other ones. */
    public static <O> GeneratorFunction<Long, O> generator(GeneratorFunction<Long, O> function) {
        return generator(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <O> GeneratorFunction<Long, O> generator(GeneratorFunction<Long, O> function, PickleJar jar) {
        return new PickledGenerator<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <I, O> ProcessFunction<I, O> process(ProcessFunction<I, O> function) {
        return process(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <I, O> ProcessFunction<I, O> process(ProcessFunction<I, O> function, PickleJar jar) {
        return new PickledProcess<>(new Cell<>(function, jar));
    }

    /** The function, to travel as a pickle. */
    public static <K, I, O> KeyedProcessFunction<K, I, O> keyedProcess(KeyedProcessFunction<K, I, O> function) {
        return keyedProcess(function, InstalledJar.get());
    }

    /** The function, to travel as a pickle of the jar. */
    public static <K, I, O> KeyedProcessFunction<K, I, O> keyedProcess(
            KeyedProcessFunction<K, I, O> function, PickleJar jar) {
        return new PickledKeyedProcess<>(new Cell<>(function, jar));
    }
}
