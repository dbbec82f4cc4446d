package io.picklejar;

import static java.util.Objects.requireNonNull;

import com.esotericsoftware.kryo.kryo5.Kryo;
import io.picklejar.policy.ClassRule;
import io.picklejar.policy.CodePolicy;
import io.picklejar.policy.DebugInfo;
import io.picklejar.policy.Isolation;
import io.picklejar.policy.Limits;
import io.picklejar.policy.Statics;
import io.picklejar.policy.UnitId;
import io.picklejar.reduce.Reducer;
import io.picklejar.reduce.ReducerOverride;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A configured pickler. Immutable and thread-safe: build once, share.
 *
 * <pre>{@code
 * PickleJar jar = PickleJar.builder()
 *         .byValue(ClassRule.packageName("com.acme.jobs"))
 *         .byReference(ClassRule.packageName("com.acme.jobs.api"))
 *         .build();
 * byte[] pickle = jar.dumps(closure);
 * }</pre>
 */
public final class PickleJar {
    private PickleJar() {}

    /** The jar with all defaults. */
    public static PickleJar standard() {
        throw new AssertionError();
    }

    /** A builder with all defaults. */
    public static Builder builder() {
        throw new AssertionError();
    }

    /** A builder that starts from this jar's options. */
    public Builder toBuilder() {
        throw new AssertionError();
    }

    /** As {@link CloudPickle#dumps(Object)}, with this jar's options. */
    public byte[] dumps(@Nullable Object value) {
        throw new AssertionError();
    }

    /** As {@link CloudPickle#dump(Object, OutputStream)}, with this jar's options. */
    public void dump(@Nullable Object value, OutputStream out) throws IOException {
        throw new AssertionError();
    }

    /** As {@link CloudPickle#loads(byte[])}, with this jar's options. */
    public <T> T loads(byte[] pickle) {
        throw new AssertionError();
    }

    /** As {@link CloudPickle#load(InputStream)}, with this jar's options. */
    public <T> T load(InputStream in) throws IOException {
        throw new AssertionError();
    }

    /** What would travel, how, and why. Pickles the object to find out. */
    public Explanation explain(@Nullable Object value) {
        throw new AssertionError();
    }

    /** Whether this jar ships the class by value. Does not initialize it. */
    public boolean isByValue(Class<?> type) {
        throw new AssertionError();
    }

    /**
     * The ids of the code units in a pickle, those that travel in it and those it takes for known. Loads no class.
     *
     * @throws io.picklejar.error.CorruptPickleException if the bytes are not a pickle
     */
    public static Set<UnitId> unitsIn(byte[] pickle) {
        throw new AssertionError();
    }

    /** Collects options; not thread-safe. */
    public static final class Builder {
        Builder() {}

        /** Ships the classes of the rule by value. */
        public Builder byValue(ClassRule rule) {
            throw new AssertionError();
        }

        /** Names the classes of the rule, for receivers that have them. */
        public Builder byReference(ClassRule rule) {
            throw new AssertionError();
        }

        /** Takes objects of the type apart with this reducer. */
        public <T> Builder reducer(Class<T> type, Reducer<? super T> reducer) {
            throw new AssertionError();
        }

        /** Asks this reducer first, for every object. */
        public Builder reducerOverride(ReducerOverride override) {
            throw new AssertionError();
        }

        /** Resolves names through this loader; the default is the context class loader of the thread that dumps or loads. */
        public Builder classLoader(ClassLoader referenceLoader) {
            requireNonNull(referenceLoader);
            throw new AssertionError();
        }

        /** What becomes of static state; {@link Statics#OVERLAY} by default. */
        public Builder statics(Statics mode) {
            throw new AssertionError();
        }

        /** Who shares the statics of code holders at load; {@link Isolation#PER_PAYLOAD} by default. */
        public Builder isolation(Isolation mode) {
            throw new AssertionError();
        }

        /**
         * Units that every receiver of this jar's pickles has loaded and holds: they travel as an id alone. Used where
         * one pickle carries the code for many that follow, as a serializer's snapshot does; see {@link #unitsIn}.
         */
        public Builder knownUnits(Set<UnitId> units) {
            throw new AssertionError();
        }

        /** How much debugging information travels; {@link DebugInfo#LINES} by default. */
        public Builder debugInfo(DebugInfo keep) {
            throw new AssertionError();
        }

        /** Which shipped code may be defined at load; {@link CodePolicy#any()} by default. */
        public Builder codePolicy(CodePolicy policy) {
            throw new AssertionError();
        }

        /** How much a pickle may ask for at load; {@link Limits#standard()} by default. */
        public Builder limits(Limits limits) {
            throw new AssertionError();
        }

        /** Registers the user's Kryo serializers; called for every Kryo instance the jar makes. */
        public Builder kryo(Consumer<Kryo> customizer) {
            throw new AssertionError();
        }

        /** The jar. */
        public PickleJar build() {
            throw new AssertionError();
        }
    }
}
