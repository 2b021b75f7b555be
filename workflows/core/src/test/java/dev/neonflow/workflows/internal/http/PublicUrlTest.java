package dev.neonflow.workflows.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.deploy.CommandDeployer;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.DeploymentNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A machine that reaches others only over its proxy. */
@Timeout(60)
@ResourceLock("java.net.ProxySelector")
final class PublicUrlTest {
  private static final String HOST = "pr-42.shop.invalid";

  @TempDir Path dir;

  private final ProxySelector before = ProxySelector.getDefault();
  private final List<URI> asked = new CopyOnWriteArrayList<>();
  private HttpServer proxy;

  @BeforeEach
  void start() throws Exception {
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    proxy.start();
    ProxySelector.setDefault(new Selector());
  }

  @AfterEach
  void stop() {
    ProxySelector.setDefault(before);
    proxy.stop(0);
  }

  /** Other tests' hosts are reached as before. */
  private final class Selector extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      return HOST.equals(uri.getHost())
          ? List.of(new Proxy(Proxy.Type.HTTP, proxy.getAddress()))
          : before == null ? List.of(Proxy.NO_PROXY) : before.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {}
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void applicationBehindAProxy_isReady() throws Exception {
    FakeContext context = FakeContext.forCommit("c1");
    BranchRef branch =
        new BranchRef("br-a-1", "b", true, "main", null, "h", "neondb", "o", null, "new");
    CommandDeployer deployer = CommandDeployer.shell("true").in(dir).at("http://" + HOST + "/");
    var deployed =
        deployer.deploy(
            new DeployRequest(DeploymentNames.of(context.subject()), branch, FakeContext.uris()),
            context);
    assertEquals("http://" + HOST + "/", deployed.url().toString());
    assertEquals(List.of(deployed.url()), asked);
  }

  @Test
  void noAnswer_saysWhy() {
    proxy.stop(0);
    PublicUrl url = new PublicUrl(URI.create("http://" + HOST + "/"), FakeContext.forCommit("c1"));
    PublicUrl.Reply reply = url.ask();
    assertEquals(0, reply.status());
    assertEquals("does not answer", reply.words().split(":", 2)[0]);
  }
}
