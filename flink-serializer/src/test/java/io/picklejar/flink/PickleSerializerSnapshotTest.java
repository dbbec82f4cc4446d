package io.picklejar.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.flink.shop.Order;
import io.picklejar.flink.shop.Point;
import java.io.IOException;
import java.time.DayOfWeek;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.EnumSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

final class PickleSerializerSnapshotTest {
    private final ClassLoader loader = getClass().getClassLoader();

    @Test
    void restoresASerializerThatReadsTheState() throws IOException {
        TypeSerializer<Basket> writer = PickleSerializer.of(Basket.class);
        Basket basket = new Basket("ann", "fragile").with("egg");
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, writer.snapshotConfiguration());
        writer.serialize(basket, out);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        TypeSerializerSnapshot<Basket> snapshot = TypeSerializerSnapshot.readVersionedSnapshot(in, loader);
        TypeSerializer<Basket> reader = snapshot.restoreSerializer();

        assertThat(reader.deserialize(in)).isEqualTo(basket);
        assertThat(reader).isEqualTo(writer);
    }

    @Test
    void formatIsKindNameAndPrelude() throws IOException {
        PickleSerializer<Basket> serializer = PickleSerializer.of(Basket.class);
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.snapshotConfiguration().writeSnapshot(out);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        assertThat(in.readByte()).isEqualTo((byte) 1);
        assertThat(in.readUTF()).isEqualTo("io.picklejar.flink.Basket");
        byte[] prelude = new byte[in.readInt()];
        in.readFully(prelude);
        assertThat(prelude).isEqualTo(serializer.type().prelude());
        assertThat(in.available()).isZero();
    }

    @Test
    void stateOfTheSameClassIsCompatible() throws IOException {
        var now = PickleSerializer.of(Basket.class).snapshotConfiguration();

        assertThat(now.resolveSchemaCompatibility(read(now, 1)).isCompatibleAsIs())
                .isTrue();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void stateOfFlinksSerializersIsTakenOverIfItIsOfTheClass() {
        SerializerConfigImpl config = new SerializerConfigImpl();
        TypeSerializerSnapshot ours = PickleSerializer.of(Point.class).snapshotConfiguration();
        TypeSerializerSnapshot days = PickleSerializer.of(DayOfWeek.class).snapshotConfiguration();

        assertThat(Stream.of(Types.POJO(Point.class), Types.GENERIC(Point.class))
                        .map(type -> ours.resolveSchemaCompatibility(
                                type.createSerializer(config).snapshotConfiguration())))
                .allMatch(TypeSerializerSchemaCompatibility::isCompatibleAfterMigration);
        assertThat(days.resolveSchemaCompatibility(new EnumSerializer<>(DayOfWeek.class).snapshotConfiguration())
                        .isCompatibleAfterMigration())
                .isTrue();
        assertThat(Stream.of(Types.GENERIC(Order.class), Types.STRING, Types.LIST(Types.GENERIC(Point.class)))
                        .map(type -> ours.resolveSchemaCompatibility(
                                type.createSerializer(config).snapshotConfiguration())))
                .allMatch(TypeSerializerSchemaCompatibility::isIncompatible);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void stateOfAnotherClassIsNot() {
        TypeSerializerSnapshot baskets = PickleSerializer.of(Basket.class).snapshotConfiguration();
        TypeSerializerSnapshot strings = PickleSerializer.of(String.class).snapshotConfiguration();

        assertThat(baskets.resolveSchemaCompatibility(strings).isIncompatible()).isTrue();
    }

    @Test
    void unknownVersionSaysWhatToDo() {
        var snapshot = PickleSerializer.of(Basket.class).snapshotConfiguration();

        assertThatThrownBy(() -> read(snapshot, 2))
                .isInstanceOf(IOException.class)
                .hasMessage("PickleSerializer snapshot of version 2, expected 1; use the version of picklejar-flink "
                        + "that wrote the savepoint, or a newer one");
    }

    @Test
    void unknownKindOfRecordsSaysWhatToDo() {
        DataInputDeserializer in = new DataInputDeserializer(new byte[] {7, 0, 1, 'X'});

        assertThatThrownBy(() -> new PickleSerializerSnapshot<>().readSnapshot(1, in, loader))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "records of X are of kind 7, expected 1 or 2; use the version of picklejar-flink that wrote "
                                + "the savepoint, or a newer one");
    }

    private <T> TypeSerializerSnapshot<T> read(TypeSerializerSnapshot<T> snapshot, int version) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        snapshot.writeSnapshot(out);
        TypeSerializerSnapshot<T> read = new PickleSerializerSnapshot<>();
        read.readSnapshot(version, new DataInputDeserializer(out.getCopyOfBuffer()), loader);
        return read;
    }
}
