package io.picklejar.flink;

import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/** A generator function that travels as a pickle. */
final class PickledGenerator<O> implements GeneratorFunction<Long, O> {
    private static final long serialVersionUID = 1L;

    private final Cell<GeneratorFunction<Long, O>> cell;

    PickledGenerator(Cell<GeneratorFunction<Long, O>> cell) {
        this.cell = cell;
    }

    @Override
    public void open(SourceReaderContext context) throws Exception {
        cell.get().open(context);
    }

    @Override
    public void close() throws Exception {
        cell.get().close();
    }

    @Override
    public O map(Long value) throws Exception {
        return cell.get().map(value);
    }
}
