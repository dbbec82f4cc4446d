package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.orders.Basket;
import com.acme.orders.Order;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.OptionalCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.schemas.JavaFieldSchema;
import org.apache.beam.sdk.schemas.SchemaCoder;
import org.apache.beam.sdk.schemas.annotations.DefaultSchema;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PickleCoderProviderTest {
    private final CoderRegistry registry = CoderRegistry.createDefault();

    /** Says that it is Serializable, and so would get Beam's SerializableCoder. */
    private static final class Claim implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @DefaultCoder(PickleCoder.class)
    private static final class Annotated {}

    @DefaultCoder(SerializableCoder.class)
    private static final class AnnotatedOtherwise implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    @DefaultSchema(JavaFieldSchema.class)
    public static final class Bean {
        public int number;
    }

    @AfterEach
    void clearProperty() {
        System.clearProperty(PickleCoderRegistrar.PROPERTY);
    }

    @Test
    void unregisteredTheClassPathAloneChangesNothing() throws Exception {
        assertThatThrownBy(() -> registry.getCoder(Order.class)).isInstanceOf(CannotProvideCoderException.class);
        assertThat(registry.getCoder(Claim.class)).isInstanceOf(SerializableCoder.class);
        assertThat(new PickleCoderRegistrar().getCoderProviders()).isEmpty();
    }

    @Test
    void registeredItServesWhatHasNoCoder() throws Exception {
        PickleCoders.register(registry);

        assertThat(registry.getCoder(Order.class)).isEqualTo(PickleCoder.of(Order.class));
        assertThat(registry.getCoder(Claim.class)).isEqualTo(PickleCoder.of(Claim.class));
        TypeDescriptor<Function<Integer, Integer>> closures = new TypeDescriptor<>() {};
        assertThat(registry.getCoder(closures)).isEqualTo(PickleCoder.of(closures));
    }

    @Test
    void registeredItLeavesBeamsTypesToBeam() throws Exception {
        PickleCoders.register(registry);
        Coder<Order> orders = PickleCoder.of(Order.class);

        assertThat(registry.getCoder(String.class)).isEqualTo(StringUtf8Coder.of());
        assertThat(registry.getCoder(Integer.class)).isEqualTo(VarIntCoder.of());
        assertThat(registry.getCoder(new TypeDescriptor<List<Order>>() {})).isEqualTo(ListCoder.of(orders));
        assertThat(registry.getCoder(new TypeDescriptor<Optional<Order>>() {})).isEqualTo(OptionalCoder.of(orders));
        assertThat(registry.getCoder(new TypeDescriptor<Map<String, Order>>() {}))
                .isEqualTo(MapCoder.of(StringUtf8Coder.of(), orders));
        assertThat(registry.getCoder(new TypeDescriptor<KV<String, Order>>() {}))
                .isEqualTo(KvCoder.of(StringUtf8Coder.of(), orders));
    }

    @Test
    void annotationBeatsTheCatchAll() throws Exception {
        PickleCoders.register(registry);

        assertThat(registry.getCoder(AnnotatedOtherwise.class)).isInstanceOf(SerializableCoder.class);
    }

    @Test
    void annotationNeedsNoRegistration() throws Exception {
        assertThat(registry.getCoder(Annotated.class)).isEqualTo(PickleCoder.of(Annotated.class));
    }

    @Test
    void schemasAreAskedBeforeCoders() {
        Pipeline pipeline = Pipeline.create(Pipelines.options());
        PickleCoders.register(pipeline.getCoderRegistry());
        pipeline.getCoderRegistry().registerCoderProvider(PickleCoderProvider.forType(Bean.class));
        PCollection<Bean> inferred = pipeline.apply(Create.of("a"))
                .apply(MapElements.into(TypeDescriptor.of(Bean.class)).via(text -> new Bean()));

        assertThat(inferred.getCoder()).isInstanceOf(SchemaCoder.class);
        assertThat(inferred.setCoder(PickleCoder.of(Bean.class)).getCoder()).isEqualTo(PickleCoder.of(Bean.class));
    }

    @Test
    void explicitCoderBeatsTheCatchAll() throws Exception {
        Coder<Claim> explicit = SerializableCoder.of(Claim.class);
        PickleCoders.register(registry);
        registry.registerCoderForClass(Claim.class, explicit);

        assertThat(registry.getCoder(Claim.class)).isSameAs(explicit);
    }

    @Test
    void explicitPickleCoderBeatsBeamsOwn() throws Exception {
        registry.registerCoderForClass(String.class, PickleCoder.of(String.class));

        assertThat(registry.getCoder(String.class)).isEqualTo(PickleCoder.of(String.class));
    }

    @Test
    void objectAndUnknownTypesAreDeclined() {
        PickleCoders.register(registry);

        assertThatThrownBy(() -> registry.getCoder(Object.class)).isInstanceOf(CannotProvideCoderException.class);
        assertThatThrownBy(() -> PickleCoderProvider.any().coderFor(variable(), List.of()))
                .isExactlyInstanceOf(CannotProvideCoderException.class)
                .hasMessage("PickleCoder needs a type; nothing is known of T");
        assertThatThrownBy(() -> PickleCoderProvider.any().coderFor(TypeDescriptor.of(KV.class), List.of()))
                .isExactlyInstanceOf(CannotProvideCoderException.class)
                .hasMessage("PickleCoder leaves Beam's own org.apache.beam.sdk.values.KV to Beam");
    }

    private static <T> TypeDescriptor<T> variable() {
        return new TypeDescriptor<>() {};
    }

    @Test
    void packageRegistrationServesThePackageOnly() throws Exception {
        registry.registerCoderProvider(PickleCoderProvider.forPackage("com.acme"));

        assertThat(registry.getCoder(Order.class)).isEqualTo(PickleCoder.of(Order.class));
        assertThat(registry.getCoder(Claim.class)).isInstanceOf(SerializableCoder.class);
        assertThatThrownBy(() ->
                        PickleCoderProvider.forPackage("com.acme").coderFor(TypeDescriptor.of(Claim.class), List.of()))
                .isExactlyInstanceOf(CannotProvideCoderException.class)
                .hasMessage("PickleCoder is registered for package com.acme, not for " + Claim.class.getName());
    }

    @Test
    void typeRegistrationServesTheTypeOnly() throws Exception {
        registry.registerCoderProvider(PickleCoderProvider.forType(Order.class));

        assertThat(registry.getCoder(Order.class)).isEqualTo(PickleCoder.of(Order.class));
        assertThatThrownBy(() -> registry.getCoder(Basket.class)).isInstanceOf(CannotProvideCoderException.class);
    }

    @Test
    void typeRegistrationMindsTypeArguments() throws Exception {
        TypeDescriptor<List<Order>> orders = new TypeDescriptor<>() {};
        registry.registerCoderForClass(Order.class, PickleCoder.of(Order.class));
        registry.registerCoderProvider(PickleCoderProvider.forType(orders));

        assertThat(registry.getCoder(orders)).isEqualTo(PickleCoder.of(orders));
        assertThat(registry.getCoder(new TypeDescriptor<List<String>>() {}))
                .isEqualTo(ListCoder.of(StringUtf8Coder.of()));
    }

    @Test
    void registrarProvidesWhenOptedIn() throws Exception {
        System.setProperty(PickleCoderRegistrar.PROPERTY, "auto");

        assertThat(new PickleCoderRegistrar().getCoderProviders())
                .singleElement()
                .hasToString("PickleCoderProvider(types without a coder)")
                .satisfies(provider -> assertThat(provider.coderFor(TypeDescriptor.of(Order.class), List.of()))
                        .isEqualTo(PickleCoder.of(Order.class)));
    }
}
