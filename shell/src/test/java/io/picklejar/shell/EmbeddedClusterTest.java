package io.picklejar.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EmbeddedClusterTest {
    @Test
    void thisMachineAloneReachesIt() throws Exception {
        Address address = EmbeddedCluster.start();

        assertThat(ClusterOverview.of(address))
                .extracting(ClusterOverview::taskManagers, ClusterOverview::slots)
                .containsExactly(2, 4);
        for (InetAddress own : addressesOnTheNetwork()) {
            assertThatThrownBy(() -> connect(own, address.port())).isInstanceOf(ConnectException.class);
        }
    }

    private static List<InetAddress> addressesOnTheNetwork() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    private static void connect(InetAddress host, int port) throws IOException {
        new Socket(host, port).close();
    }
}
