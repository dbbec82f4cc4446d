package io.picklejar.flink;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Makes the {@link PickleTypeInfo} of a class for {@code @TypeInfo(PickleTypeInfoFactory.class)} on the class, or for an
 * entry of the configuration:
 *
 * <pre>{@code
 * pipeline.serialization-config:
 *   - com.acme.Event: {type: typeinfo, class: io.picklejar.flink.PickleTypeInfoFactory}
 * }</pre>
 *
 * @param <T> the type
 */
public final class PickleTypeInfoFactory<T> extends TypeInfoFactory<T> {
    /** For Flink, which makes it by reflection. */
    public PickleTypeInfoFactory() {}

    /**
     * The {@link PickleTypeInfo} of the type.
     *
     * @throws IllegalArgumentException if the type is neither a class nor a parameterized class
     */
    @Override
    public TypeInformation<T> createTypeInfo(Type type, Map<String, TypeInformation<?>> genericParameters) {
        return PickleTypeInfo.of(type, InstalledJar.get(), RecordMode.AUTO);
    }
}
