package io.picklejar.golden;

import io.picklejar.protocol.Envelope;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The golden files of the newest format, for tests of other packages. */
public final class GoldenPickles {
    private GoldenPickles() {}

    /** Those that the running JDK can load, by file name. */
    public static Map<String, byte[]> ofRunningJdk() throws IOException {
        int jdk = Runtime.version().feature() >= 25 ? 25 : 17;
        Map<String, byte[]> pickles = new LinkedHashMap<>();
        for (GoldenCase each : GoldenFilesTest.cases()) {
            pickles.put(each.fileName(), new GoldenFilesTest.File(Envelope.VERSION, jdk, each).read());
        }
        return pickles;
    }
}
