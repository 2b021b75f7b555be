package dev.neonflow.workflows.deploy;

import com.sun.net.httpserver.HttpServer;
import dev.neonflow.workflows.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A platform with a command line tool: a shell script, a directory of applications, a server. */
final class CommandPlatform implements AutoCloseable {
  /** What the tool wants to see in {@code PLATFORM_TOKEN}. */
  static final String TOKEN = "secret_of_PLATFORM_TOKEN";

  private static final String TOOL =
      """
      #!/bin/sh
      # Trouble is a file in the platform's directory.
      here=%s
      name=$NEONFLOW_DEPLOYMENT
      { echo "$0 $*"; tr '\\0' ' ' </proc/$$/cmdline; } >>$here/argv
      [ "$PLATFORM_TOKEN" = "secret_of_PLATFORM_TOKEN" ] || { echo "no token"; exit 1; }
      [ ! -f $here/refuse ] || { echo "401 token $PLATFORM_TOKEN is not known"; exit 1; }
      [ ! -f $here/limit ] || { echo "429 too many requests"; exit 1; }
      [ ! -f $here/cut ] || { echo "connection reset"; exit 1; }
      case $1 in
        deploy)
          [ ! -f $here/foreign/$name ] || { echo "403 $name is somebody else's"; exit 1; }
          echo "connecting with $PLATFORM_TOKEN to $DATABASE_URL"
          printf '%%s\\n%%s\\n%%s' "$DATABASE_URL" "$NEONFLOW_SHA" "$$" >$here/apps/$name
          if [ -f $here/stall ]; then
            # Who sees the file may cancel: it is deaf before, and the file is whole.
            trap '' TERM
            echo $$ >$here/stalled.new
            mv $here/stalled.new $here/stalled
            sleep 600; sleep 600
          fi
          echo "URL=%s/$name"
          ;;
        destroy) rm -f $here/apps/$name ;;
        list) echo NAME; ls $here/apps ;;
      esac
      """;

  final Path tool;
  private final Path here;
  private final HttpServer server;
  private volatile int status = 200;

  CommandPlatform(Path here) throws IOException {
    this.here = here;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean known = Files.exists(here.resolve("apps" + exchange.getRequestURI().getPath()));
          exchange.sendResponseHeaders(known ? status : 404, -1);
          exchange.close();
        });
    server.start();
    Files.createDirectories(here.resolve("apps"));
    Files.createDirectories(here.resolve("foreign"));
    tool = Programs.write(here.resolve("platform"), String.format(TOOL, here, url()));
  }

  /** Where it serves. */
  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** All its applications answer with this from now on. */
  void answers(int newStatus) {
    status = newStatus;
  }

  /** A kind of trouble begins or ends. */
  void trouble(String kind, boolean begins) throws IOException {
    if (begins) {
      Files.writeString(here.resolve(kind), "");
    } else {
      Files.deleteIfExists(here.resolve(kind));
    }
  }

  boolean has(String file) {
    return Files.exists(here.resolve(file));
  }

  String read(String file) throws IOException {
    return Files.readString(here.resolve(file), StandardCharsets.UTF_8);
  }

  Set<String> applications() throws IOException {
    try (Stream<Path> files = Files.list(here.resolve("apps"))) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
