/*
 * torture.c - plays every scene without a failure, then once for each call in it that can fail.
 *
 *     torture [SCENE [POINT]]    all scenes, those with SCENE in their name, or one point of them with the stack of the
 *                                call that fails; points are written as a failure prints them
 *
 * "17" lets the 17th call fail, "17+" all from there on; with a t before, calls that drive a transfer are counted, and
 * "t3~" lets the third fail after it did its work.
 */
#include "torture.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE = 60, SHOWN_MAX = 12 }; /* seconds for a point; complaints of a scene */

/* Exit statuses of a point's own process; any other is a crash. */
enum { PLAYED = 64, PLAYED_WRONG = 1, PLAYED_STRUCK = 2 };

extern int __lsan_do_recoverable_leak_check(void) __attribute__((weak));

/* In memory shared with the process that plays, which may crash. */
struct tally {
    unsigned passed, failed, shown;
    char     label[32], function[48];
    bool     leaks, is_complete;
};

static struct {
    char                 scene[128];
    struct failing_point point;
    struct tally        *tally;
    bool                 is_wrong, apart; /* every point in a process of its own */
    const char          *only;            /* a point, as text */
} run;

bool is_undisturbed(void)
{
    return run.point.how == FAILING_NEVER;
}

void wrong(const char *format, ...)
{
    va_list arguments;

    failing_disarm(); /* printing allocates */
    run.is_wrong = true;
    if (++run.tally->shown > SHOWN_MAX)
        return;
    (void)printf("    %s: ", run.scene);
    if (is_undisturbed())
        (void)printf("undisturbed: ");
    else
        (void)printf("point %s (%s): ", run.tally->label, run.tally->function);
    va_start(arguments, format);
    (void)vprintf(format, arguments);
    va_end(arguments);
    (void)printf("\n");
    if (run.tally->shown == SHOWN_MAX)
        (void)printf("    %s: and more\n", run.scene);
}

static bool leaks(void)
{
    return __lsan_do_recoverable_leak_check != NULL && __lsan_do_recoverable_leak_check() != 0;
}

/* ---- one point ---- */

/* A child to which the library is new; what it finds comes back in its exit status. */
static bool play_apart(const struct scene *scene, const struct wire_door *door)
{
    int   status = 0;
    pid_t child = fork();

    if (child == 0) {
        (void)alarm(PATIENCE);
        scene->act(scene, door);
        if (leaks())
            wrong("leaks");
        _exit(PLAYED | (run.is_wrong ? PLAYED_WRONG : 0) | (failing_struck() ? PLAYED_STRUCK : 0));
    }
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || (WEXITSTATUS(status) & PLAYED) == 0) {
        wrong("crashes, or takes more than %d seconds", PATIENCE);
        return run.tally->function[0] != '\0';
    }
    run.is_wrong = run.is_wrong || (WEXITSTATUS(status) & PLAYED_WRONG) != 0;
    return (WEXITSTATUS(status) & PLAYED_STRUCK) != 0;
}

/* Whether the point was there. */
static bool play(const struct scene *scene, const struct wire_door *door, struct failing_point point)
{
    static const char *const before[] = {"", "t"}, *const after[] = {"", "", "+", "~"};
    bool struck;

    run.point = point;
    (void)snprintf(run.tally->label, sizeof run.tally->label, "%s%u%s", before[point.kind], point.number,
                   after[point.how]);
    if (run.only != NULL && point.how != FAILING_NEVER && strcmp(run.only, run.tally->label) != 0)
        return false;
    run.is_wrong = false;
    run.tally->function[0] = '\0';
    failing_plan(&point, run.tally->function, sizeof run.tally->function);
    failing_show_stack(run.only != NULL);
    (void)alarm(PATIENCE);
    if (scene->forked || run.apart) {
        struck = play_apart(scene, door);
    } else {
        scene->act(scene, door);
        struck = failing_struck();
    }
    (void)alarm(0);
    run.tally->passed += !run.is_wrong && (struck || is_undisturbed());
    run.tally->failed += run.is_wrong;
    return struck;
}

/* ---- one scene ---- */

static void play_all(const struct scene *scene, const struct wire_door *door)
{
    static const struct {
        enum failing_how  how;
        enum failing_kind kind;
    } ways[] = {{FAILING_ONCE, FAILING_STEADY},
                {FAILING_ONWARD, FAILING_STEADY},
                {FAILING_ONCE, FAILING_TIMED},
                {FAILING_ONWARD, FAILING_TIMED},
                {FAILING_LATE, FAILING_TIMED}};
    unsigned counts[FAILING_KINDS];
    bool     is_sound, struck;

    (void)play(scene, door, (struct failing_point){.how = FAILING_NEVER});
    is_sound = run.tally->failed == 0; /* without a sound run the points mean nothing */
    counts[FAILING_STEADY] = run.only != NULL ? 5000 : failing_count(FAILING_STEADY);
    counts[FAILING_TIMED] = run.only != NULL ? 5000 : failing_count(FAILING_TIMED);
    for (size_t i = 0; is_sound && i < COUNT(ways); i++) {
        struck = true;
        for (unsigned n = 1; n <= counts[ways[i].kind] || struck; n++)
            struck = play(scene, door, (struct failing_point){ways[i].how, ways[i].kind, n});
    }
    act_end();
    run.tally->leaks = !run.apart && leaks();
    run.tally->is_complete = true;
}

/* In a process of its own: a leak is this scene's.  False after a crash. */
static bool torture(const struct scene *scene, const struct wire_door *door, bool apart)
{
    pid_t child;
    int   status = 0;

    run.apart = apart;
    memset(run.tally, 0, sizeof *run.tally);
    child = fork();
    if (child == 0) {
        play_all(scene, door);
        _exit(0);
    }
    return child > 0 && waitpid(child, &status, 0) == child && run.tally->is_complete;
}

static void torture_scene(const struct scene *scene, const struct wire_door *door, struct tally *sum)
{
    (void)snprintf(run.scene, sizeof run.scene, "%s%s%s", scene->name, scene->doors == DOORS_ONE ? "" : ", ",
                   scene->doors == DOORS_ONE ? "" : door->name);
    if (!torture(scene, door, false) || run.tally->leaks) {
        (void)printf("    %s: %s; once more, to see where\n", run.scene, run.tally->leaks ? "leaks" : "crashes");
        if (!torture(scene, door, true) || run.tally->failed == 0)
            run.tally->failed++; /* it counts although the second run did not show where it was */
    }
    (void)printf("%s: %u points\n", run.scene, run.tally->passed + run.tally->failed);
    sum->passed += run.tally->passed;
    sum->failed += run.tally->failed;
}

static bool share(void)
{
    FILE *file = tmpfile();
    void *shared = MAP_FAILED;

    if (file != NULL && ftruncate(fileno(file), (off_t)sizeof *run.tally) == 0)
        shared = mmap(NULL, sizeof *run.tally, PROT_READ | PROT_WRITE, MAP_SHARED, fileno(file), 0);
    if (file != NULL)
        (void)fclose(file);
    run.tally = shared != MAP_FAILED ? shared : NULL;
    return run.tally != NULL;
}

int main(int count, char **arguments)
{
    const char  *wanted = count > 1 ? arguments[1] : "";
    struct tally sum = {0};

    run.only = count > 2 ? arguments[2] : NULL;
    if (setvbuf(stdout, NULL, _IOLBF, 0) != 0 || !share() || wire_group_start(NULL) != 0)
        return 1;
    for (size_t i = 0; i < scene_count; i++) {
        for (size_t j = 0; j < WIRE_DOORS; j++) {
            if ((scenes[i].doors & DOOR(j)) != 0 && strstr(scenes[i].name, wanted) != NULL)
                torture_scene(&scenes[i], &wire_doors[j], &sum);
        }
    }
    if (wire_group_stop(NULL) != 0)
        sum.failed++;
    (void)printf("%u passed, %u failed\n", sum.passed, sum.failed);
    return sum.failed == 0 && sum.passed > 0 ? 0 : 1;
}
