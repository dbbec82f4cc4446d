package io.picklejar.flink;

import org.apache.flink.api.common.typeutils.SerializerTestBase;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's own suite for serializers, with records that Java serialization rejects. */
final class PickleSerializerTest extends SerializerTestBase<Basket> {
    @Override
    protected TypeSerializer<Basket> createSerializer() {
        return PickleSerializer.of(Basket.class);
    }

    @Override
    protected int getLength() {
        return -1;
    }

    @Override
    protected Class<Basket> getTypeClass() {
        return Basket.class;
    }

    @Override
    protected boolean allowNullInstances(TypeSerializer<Basket> serializer) {
        return true;
    }

    @Override
    protected Basket[] getTestData() {
        return new Basket[] {
            new Basket("ann", null),
            new Basket("bob", "fragile").with("egg"),
            new Basket("", "").with("a").with("b")
        };
    }
}
