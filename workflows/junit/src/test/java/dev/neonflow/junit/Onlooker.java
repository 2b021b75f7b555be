package dev.neonflow.junit;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Lets a sample class look at the server of its run. */
final class Onlooker implements ParameterResolver {

  /** The server, as an onlooker sees it. */
  record View(NeonServer server) {

    List<String> branches() {
      return server.neon().branches().list(server.projectId(), ListBranches.all()).items().stream()
          .map(annotated -> annotated.branch().name())
          .toList();
    }

    NeonDatabase main() {
      ConnectionUri uri =
          server
              .neon()
              .connectionUris()
              .get(server.projectId(), ConnectionUriQuery.of("neondb", "neondb_owner"));
      return new NeonDatabase("main", "main", uri);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == View.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return new View(Branches.server(context));
  }
}
