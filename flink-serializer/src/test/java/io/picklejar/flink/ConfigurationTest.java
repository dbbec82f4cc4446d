package io.picklejar.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import io.picklejar.flink.shop.Ticket;
import java.lang.reflect.GenericArrayType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways to choose pickles without a line of code. */
final class ConfigurationTest {
    @Test
    void annotationOnTheClass() {
        assertThat(TypeInformation.of(Ticket.class)).isEqualTo(PickleTypeInfo.of(Ticket.class));
    }

    @Test
    void typeInfoEntryOfTheConfiguration() {
        ExecutionConfig config =
                configured("[java.util.Locale: {type: typeinfo, class: io.picklejar.flink.PickleTypeInfoFactory}]");

        assertThat(serializer(TypeInformation.of(Locale.class), config)).isEqualTo(PickleSerializer.of(Locale.class));
    }

    @Test
    void typeInfoEntryOfTheConfigurationFile(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("config.yaml"), """
                pipeline:
                  serialization-config:
                    - java.util.Currency: {type: typeinfo, class: io.picklejar.flink.PickleTypeInfoFactory}
                """);
        ExecutionConfig config = configured(GlobalConfiguration.loadConfiguration(directory.toString()));

        assertThat(serializer(TypeInformation.of(Currency.class), config))
                .isEqualTo(PickleSerializer.of(Currency.class));
    }

    @Test
    void kryoEntryForObjectTakesEveryGenericType() throws Exception {
        ExecutionConfig config = configured(
                "[java.lang.Object: {type: kryo, kryo-type: default, class: io.picklejar.flink.PickleKryoSerializer}]");

        assertRoundTrips(Types.GENERIC(Basket.class), new Basket("ann", "fragile").with("egg"), config);
        assertRoundTrips(Types.GENERIC(List.class), new ArrayList<>(List.of(Optional.of("x"))), config);
    }

    @Test
    void kryoEntryForOneClass() throws Exception {
        for (String kind : List.of("default", "registered")) {
            ExecutionConfig config = configured("[io.picklejar.flink.Basket: {type: kryo, kryo-type: " + kind
                    + ", class: io.picklejar.flink.PickleKryoSerializer}]");

            assertRoundTrips(Types.GENERIC(Basket.class), new Basket("bob", null).with("ham"), config);
        }
    }

    @Test
    void foreignBytesAreRefused() {
        byte[] foreign = {-1, -1, -1, -1};

        assertThatThrownBy(() -> new PickleKryoSerializer()
                        .read(new com.esotericsoftware.kryo.Kryo(), new Input(foreign), Basket.class))
                .isInstanceOf(KryoException.class)
                .hasMessage("a record of -1 bytes: not written by PickleKryoSerializer");
        assertThatThrownBy(() -> PickleSerializer.of(Basket.class).deserialize(new DataInputDeserializer(foreign)))
                .hasMessage("a record of -1 bytes: not written by PickleSerializer");
    }

    @Test
    void factoryRefusesWhatIsNoClass() throws Exception {
        GenericArrayType array =
                (GenericArrayType) getClass().getDeclaredMethod("arrayOfLists").getGenericReturnType();

        assertThatThrownBy(() -> new PickleTypeInfoFactory<>().createTypeInfo(array, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("type=java.util.List<java.lang.String>[], expected a class");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static List<String>[] arrayOfLists() {
        return new List[0];
    }

    private static ExecutionConfig configured(String entries) {
        Configuration configuration = new Configuration();
        configuration.setString("pipeline.serialization-config", entries);
        return configured(configuration);
    }

    private static ExecutionConfig configured(Configuration configuration) {
        ExecutionConfig config = new ExecutionConfig(configuration);
        config.configure(configuration, ConfigurationTest.class.getClassLoader());
        return config;
    }

    private static <T> TypeSerializer<T> serializer(TypeInformation<T> type, ExecutionConfig config) {
        return type.createSerializer(config.getSerializerConfig());
    }

    private static <T> void assertRoundTrips(TypeInformation<T> type, T value, ExecutionConfig config)
            throws Exception {
        TypeSerializer<T> serializer = serializer(type, config);
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);

        assertThat(serializer).isInstanceOf(KryoSerializer.class);
        assertThat(serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
                .isEqualTo(value);
    }
}
