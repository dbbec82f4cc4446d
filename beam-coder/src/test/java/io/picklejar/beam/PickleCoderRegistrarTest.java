package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Beam reads registrars once for each class loader, so each test loads Beam anew. */
final class PickleCoderRegistrarTest {
    @AfterEach
    void clearProperty() {
        System.clearProperty(PickleCoderRegistrar.PROPERTY);
    }

    @Test
    void optedInItServesWhatHasNoCoder() throws Exception {
        System.setProperty(PickleCoderRegistrar.PROPERTY, "auto");
        try (ForeignLoader worker = new ForeignLoader()) {
            assertThat(coderFor(worker, Thread.class)).hasToString("PickleCoder(java.lang.Thread)");
            assertThat(coderFor(worker, Locale.class)).hasToString("PickleCoder(java.util.Locale)");
            assertThat(coderFor(worker, String.class)).hasToString("StringUtf8Coder");
            assertThatThrownBy(() -> coderFor(worker, Object.class)).isInstanceOf(InvocationTargetException.class);
        }
    }

    @Test
    void withoutTheOptInItIsSilent() throws Exception {
        try (ForeignLoader worker = new ForeignLoader()) {
            assertThatThrownBy(() -> coderFor(worker, Thread.class)).isInstanceOf(InvocationTargetException.class);
            assertThat(coderFor(worker, Locale.class)).hasToString("SerializableCoder(java.util.Locale)");
        }
    }

    private static Object coderFor(ForeignLoader worker, Class<?> type) throws Exception {
        return worker.inside(() -> {
            Class<?> registry = worker.load(CoderRegistry.class.getName());
            return registry.getMethod("getCoder", Class.class)
                    .invoke(registry.getMethod("createDefault").invoke(null), type);
        });
    }
}
