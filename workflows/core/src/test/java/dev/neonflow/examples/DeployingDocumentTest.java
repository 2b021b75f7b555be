package dev.neonflow.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.Peers;
import dev.neonflow.workflows.Programs;
import dev.neonflow.workflows.deploy.CommandDeployer;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.DeployerContract;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DeploymentNames;
import dev.neonflow.workflows.deploy.DeploymentRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of docs/deploying.md run, against stand-ins for the tools of the platforms. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class DeployingDocumentTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- ([a-z-]+) -->\n```sh\n(.*?)```", Pattern.DOTALL);

  /** Writes its command line down, keeps names in a file, and answers as the real ones do. */
  private static final String TOOL =
      """
      #!/bin/sh
      here=HERE; tool=$(basename "$0"); all="$tool $*"
      tr '\\0' ' ' </proc/$$/cmdline >>$here/argv; echo >>$here/argv
      add() { cat $here/names | grep -Fqx "$1" || echo "$1" >>$here/names; }
      remove() { grep -Fvx "$1" $here/names >$here/rest || true; mv $here/rest $here/names; }
      last() { for last; do :; done; echo "$last"; }
      case $all in
        "docker build "*) [ "$3" = "$NEONFLOW_DEPLOYMENT" ] ;;
        "docker rm --force "*) remove "$3" ;;
        "docker run "*) [ -n "$DATABASE_URL" ] && add "$4" && echo 0123abc ;;
        "docker port "*) echo 127.0.0.1:49153 ;;
        "docker ps "*) cat $here/names ;;
        "gcloud run deploy "*) for f; do case $f in *env.yaml) cp $f $here/given ;; esac; done; add "$3" ;;
        "gcloud run services describe "*) echo "https://$4-xyz-ew.a.run.app" ;;
        "gcloud run services delete "*) remove "$4" ;;
        "gcloud run services list "*) cat $here/names ;;
        "railway environment list "*) jq -Rn '{environments: [inputs | {name: .}]}' <$here/names ;;
        "railway environment new "*) add "$3" ;;
        "railway environment delete "*) remove "$3" ;;
        "railway variable set DATABASE_URL --stdin "*) cat >$here/given ;;
        "railway up --ci "*) grep -q . $here/names ;;
        "railway domain "*) echo '{ "domain": "https://web-pr.up.railway.app" }' ;;
        "curl "*"--request GET"*"/services?"*)
          jq -Rn '[inputs | {service: {id: "srv-1", name: .}}]' <$here/names ;;
        "curl "*"--request GET"*/deploys/dep-1) echo '{"status": "live"}' ;;
        "curl "*"--request GET"*/services/srv-1)
          echo '{"serviceDetails": {"url": "https://pr.onrender.com"}}' ;;
        "curl "*"--request POST"*/services) add "$(jq -r .name)"; echo '{"service": {"id": "srv-1"}}' ;;
        "curl "*"--request PUT"*/srv-1/env-vars/DATABASE_URL) cat >$here/given; echo '{}' ;;
        "curl "*"--request POST"*/srv-1/deploys) echo '{"id": "dep-1"}' ;;
        "curl "*"--request DELETE"*/services/srv-1) : >$here/names ;;
        *) echo "not understood: $all"; exit 64 ;;
      esac
      """;

  @TempDir Path dir;

  private static Map<String, String> examples() throws IOException {
    Map<String, String> examples = new LinkedHashMap<>();
    Matcher example =
        EXAMPLE.matcher(Files.readString(Path.of("..", "..", "docs", "deploying.md")));
    while (example.find()) {
      examples.put(example.group(1), example.group(2));
    }
    return examples;
  }

  @Test
  void examples_areThoseThatAreTested() throws IOException {
    assertEquals(Set.of("docker", "cloud-run", "railway", "render"), examples().keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "docker,docker,http://127.0.0.1:49153",
    "cloud-run,gcloud,-xyz-ew.a.run.app",
    "railway,railway,https://web-pr.up.railway.app",
    "render,curl,https://pr.onrender.com"
  })
  void example_deploysAgainAndRemoves_withoutASecretOnACommandLine(
      String example, String tool, String url) throws Exception {
    Peers.need("jq");
    Path bin = Files.createDirectories(dir.resolve("bin"));
    Programs.write(bin.resolve(tool), TOOL.replace("HERE", dir.toString()));
    Programs.write(dir.resolve("preview.sh"), examples().get(example));
    Files.writeString(dir.resolve("names"), "production\n");
    Files.writeString(dir.resolve("argv"), "");
    String set =
        "PATH=" + bin + ":$PATH GCP_PROJECT=p GCP_REGION=r RENDER_OWNER=o RENDER_REPO=u exec ";
    CommandDeployer deployer =
        CommandDeployer.shell(set + "./preview.sh up")
            .destroyedBy(set + "./preview.sh down")
            .listedBy(set + "./preview.sh list")
            .secrets("RENDER_API_KEY", "RAILWAY_API_TOKEN")
            .readyWithin(Duration.ZERO)
            .in(dir);
    FakeContext context = FakeContext.forCommit("c0ffee");
    DeploymentRef ours = DeploymentNames.of(context.subject());
    DeployRequest request = new DeployRequest(ours, DeployerContract.BRANCH, FakeContext.uris());

    assertFalse(deployer.destroy(ours, context), "there is none");
    Deployment first = deployer.deploy(request, context);
    assertTrue(first.url().toString().contains(url), first.toString());
    assertEquals(first.url(), deployer.deploy(request, context).url());
    assertEquals(Set.of("production", ours.name()), deployer.names(context).orElseThrow());
    assertTrue(deployer.destroy(ours, context));

    String argv = Files.readString(dir.resolve("argv"));
    assertTrue(argv.contains(tool), argv);
    assertFalse(argv.contains(FakeContext.PASSWORD.reveal()), argv);
    assertFalse(argv.contains("neondb_owner"), argv);
    assertFalse(argv.contains("secret_of"), argv);
    if (Files.exists(dir.resolve("given"))) {
      String given = Files.readString(dir.resolve("given"));
      assertTrue(given.contains(FakeContext.uris().pooled().uri().reveal()), given);
    }
  }
}
