package io.picklejar.beam;

import java.lang.reflect.TypeVariable;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine.CombineFn;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.util.NameUtils;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * A combiner that travels as its pickle. Coders and types are those of the combiner inside, and so is the name of the
 * step.
 */
final class PickledCombineFn<InputT, AccumT, OutputT> extends CombineFn<InputT, AccumT, OutputT>
        implements NameUtils.NameOverride {
    private static final long serialVersionUID = 1L;

    private final Cell<CombineFn<InputT, AccumT, OutputT>> cell;

    PickledCombineFn(Cell<CombineFn<InputT, AccumT, OutputT>> cell) {
        this.cell = cell;
    }

    @Override
    public AccumT createAccumulator() {
        return cell.get().createAccumulator();
    }

    @Override
    public AccumT addInput(AccumT accumulator, InputT input) {
        return cell.get().addInput(accumulator, input);
    }

    @Override
    public AccumT mergeAccumulators(Iterable<AccumT> accumulators) {
        return cell.get().mergeAccumulators(accumulators);
    }

    @Override
    public OutputT extractOutput(AccumT accumulator) {
        return cell.get().extractOutput(accumulator);
    }

    @Override
    public AccumT compact(AccumT accumulator) {
        return cell.get().compact(accumulator);
    }

    @Override
    public OutputT apply(Iterable<? extends InputT> inputs) {
        return cell.get().apply(inputs);
    }

    @Override
    public OutputT defaultValue() {
        return cell.get().defaultValue();
    }

    @Override
    public Coder<AccumT> getAccumulatorCoder(CoderRegistry registry, Coder<InputT> inputCoder)
            throws CannotProvideCoderException {
        return cell.get().getAccumulatorCoder(registry, inputCoder);
    }

    @Override
    public Coder<OutputT> getDefaultOutputCoder(CoderRegistry registry, Coder<InputT> inputCoder)
            throws CannotProvideCoderException {
        return cell.get().getDefaultOutputCoder(registry, inputCoder);
    }

    @Override
    public String getIncompatibleGlobalWindowErrorMessage() {
        return cell.get().getIncompatibleGlobalWindowErrorMessage();
    }

    @Override
    public TypeVariable<?> getInputTVariable() {
        return cell.get().getInputTVariable();
    }

    @Override
    public TypeVariable<?> getAccumTVariable() {
        return cell.get().getAccumTVariable();
    }

    @Override
    public TypeVariable<?> getOutputTVariable() {
        return cell.get().getOutputTVariable();
    }

    @Override
    public TypeDescriptor<InputT> getInputType() {
        return cell.get().getInputType();
    }

    @Override
    public TypeDescriptor<OutputT> getOutputType() {
        return cell.get().getOutputType();
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
        builder.delegate(cell.get());
    }

    @Override
    public String getNameOverride() {
        return NameUtils.approximateSimpleName(cell.get());
    }
}
