package io.picklejar.bench;

import io.picklejar.flink.PickleTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;

/** Who writes the records and the state of the job, ours first. */
public enum RecordSerializer {
    /** Ours. */
    PICKLE("PickleSerializer") {
        @Override
        <T> TypeInformation<T> type(Class<T> type) {
            return PickleTypeInfo.data(type);
        }
    },
    /** What Flink chooses for POJOs. */
    POJO("Flink PojoSerializer") {
        @Override
        <T> TypeInformation<T> type(Class<T> type) {
            return TypeInformation.of(type);
        }
    },
    /** What Flink chooses for all else. */
    KRYO("Flink KryoSerializer") {
        @Override
        <T> TypeInformation<T> type(Class<T> type) {
            return new GenericTypeInfo<>(type);
        }
    },
    /** Flink's for Avro, by reflection. */
    AVRO("Flink AvroSerializer") {
        @Override
        <T> TypeInformation<T> type(Class<T> type) {
            return new AvroReflectTypeInfo<>(type);
        }
    };

    private final String label;

    RecordSerializer(String label) {
        this.label = label;
    }

    /** Its name in tables. */
    String label() {
        return label;
    }

    abstract <T> TypeInformation<T> type(Class<T> type);
}
