package io.picklejar.beam;

import io.picklejar.PickleJar;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * A {@code DoFn} that is pickled instead of Java-serialized. Extend it instead of {@code DoFn}: annotated methods, state,
 * timers, side inputs, windows and type inference work as ever, and the class may be anonymous or final.
 *
 * <pre>{@code
 * Optional<String> suffix = Optional.of("!");   // not Serializable
 * words.apply(ParDo.of(new PickledDoFn<String, String>() {
 *     @ProcessElement
 *     public void process(@Element String word, OutputReceiver<String> out) {
 *         out.output(word + suffix.orElse(""));
 *     }
 * }));
 * }</pre>
 *
 * @param <InputT> the type of the main input's elements
 * @param <OutputT> the type of the main output's elements
 */
public abstract class PickledDoFn<InputT, OutputT> extends DoFn<InputT, OutputT> {
    private static final long serialVersionUID = 1L;

    /** For subclasses. */
    protected PickledDoFn() {}

    /**
     * The jar that pickles this function, the standard one by default. Asked in every JVM that serializes it.
     */
    protected PickleJar pickleJar() {
        return PickleJar.standard();
    }

    /** What Java serialization writes instead of this function: {@link Pickled#envelope(Object, PickleJar)}. */
    protected final Object writeReplace() {
        return Pickled.envelope(this, pickleJar());
    }
}
