package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.deploy.fly.FlyWire.App;
import dev.neonflow.workflows.deploy.fly.FlyWire.Machine;
import dev.neonflow.workflows.internal.http.Answer;
import dev.neonflow.workflows.internal.http.ThirdParty;
import dev.neonflow.workflows.internal.redaction.TokenParts;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;

/** Fly's Machines API, each status with its meaning. */
final class FlyApi {
  private final String organization;
  private final StepContext context;
  private final ThirdParty fly;
  private final FlyRoutes routes;

  FlyApi(FlyDeployer deployer, StepContext context) {
    this.organization = deployer.org();
    this.context = context;
    Secret token = context.secrets().get(FlyDeployer.TOKEN);
    this.fly =
        ThirdParty.of("Fly.io", deployer.access().machinesApi(), Map.of(), token)
            .hiding(TokenParts.of(token));
    this.routes = fly.routes(FlyRoutes.class);
  }

  /**
   * What is known about a name.
   *
   * @param app the app if we may see it
   * @param taken whether somebody has it
   */
  record Seen(@Nullable App app, boolean taken) {
    /** Nobody has it. */
    boolean isFree() {
      return !taken;
    }
  }

  Seen look(String name) {
    Answer<App> answer = send(routes.app(name));
    return switch (answer.status()) {
      case 200 -> new Seen(fly.body(answer), true);
      case 403 -> new Seen(null, true);
      case 404 -> new Seen(null, false);
      default -> throw refused(answer, "looking for app " + name);
    };
  }

  /** Whether an app that we may see belongs to the organization. */
  boolean isOfOrganization(App app) {
    FlyWire.Organization owner = app.organization();
    String slug = owner == null ? null : owner.slug();
    return slug == null ? names().contains(app.name()) : slug.equals(organization);
  }

  /**
   * Makes an app.
   *
   * @return false if the name was taken meanwhile, or the answer was lost: look again
   */
  boolean make(String name) {
    Answer<FlyWire.MadeApp> answer;
    try {
      answer = send(routes.make(new FlyWire.NewApp(name, organization)));
    } catch (ConnectionLostException lost) {
      if (look(name).isFree()) {
        throw lost;
      }
      return false;
    }
    if (answer.isSuccessful()) {
      return true;
    }
    if (answer.member("status").filter("name_taken"::equals).isPresent()
        || answer.status() == 409) {
      return false;
    }
    if (answer.status() == 404) {
      throw unknownOrganization();
    }
    throw refused(answer, "creating app " + name);
  }

  private PreconditionException unknownOrganization() {
    return PreconditionException.state(
        "Fly.io knows no organization " + organization + ", or the token is not one of its own",
        "correct the organization's name (fly orgs list), or make a token for it: "
            + tokenCommand(),
        null);
  }

  /** All apps of the organization. */
  Set<String> names() {
    Answer<FlyWire.Apps> answer = send(routes.apps(organization));
    if (answer.status() == 404) {
      throw unknownOrganization();
    }
    if (!answer.isSuccessful()) {
      throw refused(answer, "listing the apps of organization " + organization);
    }
    List<App> apps = fly.body(answer).apps();
    return apps == null
        ? Set.of()
        : apps.stream()
            .map(App::name)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The names of an app's secrets. */
  Set<String> secrets(String app) {
    Answer<FlyWire.AppSecrets> answer = send(routes.secrets(app));
    if (!answer.isSuccessful()) {
      throw refused(answer, "listing the secrets of app " + app);
    }
    List<FlyWire.AppSecret> secrets = fly.body(answer).secrets();
    return secrets == null
        ? Set.of()
        : secrets.stream()
            .map(FlyWire.AppSecret::name)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
  }

  /** Sets secrets; no machine sees them before the next deployment. */
  void set(String app, Map<String, Secret> secrets) {
    Map<String, String> values =
        secrets.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().reveal()));
    FlyWire.NewSecrets body = new FlyWire.NewSecrets(values);
    ThirdParty silent = fly.hiding(secrets.values());
    Answer<FlyWire.SecretsVersion> answer;
    try {
      answer = silent.send(routes.set(app, body), context);
    } catch (ConnectionLostException lost) {
      if (lost.isUndone()) {
        throw lost;
      }
      // The same values twice are no other state.
      answer = silent.send(routes.set(app, body), context);
    }
    if (!answer.isSuccessful()) {
      throw refused(answer, "setting the secrets of app " + app);
    }
  }

  /** Removes a secret; machines keep it until the next deployment. */
  void unset(String app, String name) {
    Answer<Void> answer = send(routes.unset(app, name));
    if (!answer.isSuccessful() && answer.status() != 404) {
      throw refused(answer, "removing secret " + name + " of app " + app);
    }
  }

  List<Machine> machines(String app) {
    Answer<List<Machine>> answer = send(routes.machines(app));
    if (!answer.isSuccessful()) {
      throw refused(answer, "listing the machines of app " + app);
    }
    return fly.body(answer).stream().filter(Objects::nonNull).toList();
  }

  void removeMachine(String app, String id) {
    Answer<Void> answer = send(routes.delete(app, id));
    if (!answer.isSuccessful() && answer.status() != 404) {
      throw refused(answer, "removing machine " + id + " of app " + app);
    }
  }

  /** Asks for an app's removal; one that is not there is a success. */
  void remove(String app) {
    Answer<Void> answer = send(routes.delete(app));
    if (!answer.isSuccessful() && answer.status() != 404) {
      throw refused(answer, "destroying app " + app);
    }
  }

  private <B> Answer<B> send(Call<B> call) {
    return fly.send(call, context);
  }

  private NeonflowException refused(Answer<?> answer, String doing) {
    String what = "Fly.io answered " + answer.toPeople() + " to " + doing;
    if (answer.status() == 401) {
      return PreconditionException.state(
          "Fly.io does not accept " + FlyDeployer.TOKEN + ": " + what,
          "make a token and set " + FlyDeployer.TOKEN + ": " + tokenCommand(),
          null);
    }
    if (answer.status() == 403) {
      return PreconditionException.state(
          FlyDeployer.TOKEN + " may not do this: " + what,
          "use a token of the whole organization: " + tokenCommand(),
          null);
    }
    if (answer.isTheirTrouble()) {
      return new ConnectionLostException(what, "look at status.flyio.net, then run it again", null);
    }
    if (answer.status() == 404) {
      return new DeployFailedException(what + ": it is gone meanwhile", "run it again", null);
    }
    return PreconditionException.state(what, "correct what Fly.io says", null);
  }

  private String tokenCommand() {
    return "fly tokens create org -o " + organization + " -x 720h";
  }

  /** Whether there is nothing in an app that anybody could lose. */
  boolean isEmpty(App app) {
    return isZero(app.machineCount())
        && isZero(app.volumeCount())
        && Optional.ofNullable(app.name())
            .map(this::secrets)
            .filter(Collection::isEmpty)
            .isPresent()
        && Optional.ofNullable(app.name()).map(this::machines).orElse(List.of()).isEmpty();
  }

  private static boolean isZero(@Nullable Integer count) {
    return count == null || count == 0;
  }
}
