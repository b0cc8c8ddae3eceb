/* plan.h - the only place where what a caller wants is several exchanges: a plan names the next step. */
#ifndef BWP_PLAN_H
#define BWP_PLAN_H

struct call;

enum next {
    NEXT_STEP,  /* call->step was filled in: make this exchange */
    NEXT_PAUSE, /* the same step again, after call->pause_ms */
    NEXT_OVER   /* the result is complete */
};

/*
 * Asked before the first exchange, when call->steps_ended is 0, and after every step that has ended, with its attempts
 * and with whatever outcome, which then stands in call->result.
 */
struct plan {
    enum next (*next)(struct call *call);
    void (*tell)(struct call *call); /* of keys and account, which are asked for before, however that ends; or NULL */
};

extern const struct plan bwpi_plan_create, bwpi_plan_get, bwpi_plan_list, bwpi_plan_find, bwpi_plan_wait,
    bwpi_plan_whoami;
extern const struct plan bwpi_plan_update, bwpi_plan_resize, bwpi_plan_bind, bwpi_plan_unbind, bwpi_plan_set_tags,
    bwpi_plan_remove_tags, bwpi_plan_delete;

#endif
