package io.picklejar.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.api.java.typeutils.TypeExtractor;

/** A key selector that travels as a pickle. */
final class PickledKeySelector<I, K> implements KeySelector<I, K>, ResultTypeQueryable<K> {
    private static final long serialVersionUID = 1L;

    private final Cell<KeySelector<I, K>> cell;

    PickledKeySelector(Cell<KeySelector<I, K>> cell) {
        this.cell = cell;
    }

    @Override
    public K getKey(I value) throws Exception {
        return cell.get().getKey(value);
    }

    @Override
    public TypeInformation<K> getProducedType() {
        return TypeExtractor.getKeySelectorTypes(cell.get(), null, "Pickled.key", true);
    }
}
