package dev.neonflow.workflows.deploy.vercel;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionLostException;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.internal.http.Answer;
import dev.neonflow.workflows.internal.http.ThirdParty;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import retrofit2.Call;

/** Vercel for one step: one project, one token. Used by the step's thread. */
final class VercelSession {
  private static final String NAME = "Vercel";

  private final VercelDeployer deployer;
  private final StepContext context;
  private final ThirdParty party;
  private final VercelRoutes routes;
  private final Map<String, String> team;

  /**
   * Opens it; nothing is asked yet.
   *
   * @param secrets what no answer may show, besides the token
   */
  VercelSession(VercelDeployer deployer, Collection<Secret> secrets, StepContext context) {
    this.deployer = deployer;
    this.context = context;
    Secret token = context.secrets().get(VercelDeployer.TOKEN);
    this.party = ThirdParty.of(NAME, deployer.api(), Map.of(), token).hiding(secrets);
    this.routes = party.routes(VercelRoutes.class);
    String named = deployer.team();
    this.team =
        named == null ? Map.of() : Map.of(named.startsWith("team_") ? "teamId" : "slug", named);
  }

  StepContext context() {
    return context;
  }

  ThirdParty party() {
    return party;
  }

  Map<String, String> team() {
    return team;
  }

  VercelRoutes routes() {
    return routes;
  }

  /** Sends what {@code call} makes of the routes. */
  <B> Answer<B> send(Function<VercelRoutes, Call<B>> call) {
    return party.send(call.apply(routes), context);
  }

  /**
   * The body of a 2xx.
   *
   * @param doing what was wanted, after "to"
   */
  <B> B wanted(Answer<B> answer, String doing) {
    if (!answer.isSuccessful()) {
      throw refused(answer, doing);
    }
    return party.body(answer);
  }

  /** The project, which surely can have variables for this git branch. */
  VercelWire.Project previewProject(String gitBranch) {
    VercelWire.Project project =
        wanted(send(vercel -> vercel.project(deployer.project(), team)), "read the project");
    VercelWire.Link link = project.link();
    if (link == null) {
      throw PreconditionException.state(
          "Vercel's project " + deployer.project() + " is not connected to a git repository",
          "connect it in the project's settings, under Git",
          null);
    }
    if (gitBranch.equals(link.productionBranch())) {
      throw PreconditionException.state(
          "git branch "
              + gitBranch
              + " is the production branch of Vercel's project "
              + deployer.project()
              + ", for which there are no previews",
          "run it for another git branch",
          null);
    }
    return project;
  }

  List<VercelWire.Variable> variables() {
    VercelWire.Variables all =
        wanted(send(vercel -> vercel.variables(deployer.project(), team)), "list the variables");
    if (all.pagination() != null && all.pagination().next() != null) {
      throw PreconditionException.state(
          "Vercel does not list all variables of project " + deployer.project() + " at once",
          "remove variables that nobody uses any more",
          null);
    }
    return Optional.ofNullable(all.envs()).orElse(List.of());
  }

  /** The answer is none that was asked for: by whom it can be mended decides the class. */
  NeonflowException refused(Answer<?> answer, String doing) {
    String what = "Vercel refuses to " + doing + ": " + answer.toPeople();
    String place = "project " + deployer.project() + teamNamed();
    if (answer.isTheirTrouble()) {
      return new ConnectionLostException(
          "Vercel has trouble of its own; it answers " + answer.toPeople(),
          "look at Vercel's status page, then run it again",
          null);
    }
    return switch (answer.status()) {
      case 401, 403 ->
          PreconditionException.state(
              what,
              "set VERCEL_TOKEN to a token that is valid and may change "
                  + place
                  + "; --vercel-team names another team",
              null);
      case 402 ->
          PreconditionException.state(what, "look at the plan and the limits of " + place, null);
      case 404 ->
          PreconditionException.state(
              "Vercel knows no " + place + " that this token may see",
              "give the project's name or id with --vercel-project, and its team with"
                  + " --vercel-team",
              null);
      case 409 -> new ConnectionLostException(what, "run it again", null);
      default ->
          PreconditionException.state(
              what, "look at the settings of " + place + ", then run it again", null);
    };
  }

  String project() {
    return deployer.project();
  }

  private String teamNamed() {
    return deployer.team() == null ? "" : " of team " + deployer.team();
  }
}
