package io.picklejar.beam;

import org.apache.beam.sdk.transforms.ProcessFunction;
import org.apache.beam.sdk.transforms.SerializableBiFunction;
import org.apache.beam.sdk.transforms.SerializableFunction;

/** A function that travels as its pickle. */
final class PickledFunction<InputT, OutputT> implements SerializableFunction<InputT, OutputT> {
    private static final long serialVersionUID = 1L;

    private final Cell<SerializableFunction<InputT, OutputT>> cell;

    PickledFunction(Cell<SerializableFunction<InputT, OutputT>> cell) {
        this.cell = cell;
    }

    @Override
    public OutputT apply(InputT input) {
        return cell.get().apply(input);
    }

    /** The same for functions that may throw. */
    static final class Throwing<InputT, OutputT> implements ProcessFunction<InputT, OutputT> {
        private static final long serialVersionUID = 1L;

        private final Cell<ProcessFunction<InputT, OutputT>> cell;

        Throwing(Cell<ProcessFunction<InputT, OutputT>> cell) {
            this.cell = cell;
        }

        @Override
        public OutputT apply(InputT input) throws Exception {
            return cell.get().apply(input);
        }
    }

    /** The same for functions of two arguments. */
    static final class OfTwo<FirstT, SecondT, OutputT> implements SerializableBiFunction<FirstT, SecondT, OutputT> {
        private static final long serialVersionUID = 1L;

        private final Cell<SerializableBiFunction<FirstT, SecondT, OutputT>> cell;

        OfTwo(Cell<SerializableBiFunction<FirstT, SecondT, OutputT>> cell) {
            this.cell = cell;
        }

        @Override
        public OutputT apply(FirstT first, SecondT second) {
            return cell.get().apply(first, second);
        }
    }
}
