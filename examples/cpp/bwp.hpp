/* bwp.hpp - libbwp for C++17: owners, exceptions, string_views.  Copy this file; it needs <bwp/bwp.h> and -lbwp alone.
 *
 *     bwp::client client(config);
 *     auto bought = client.create(request);            // throws bwp::not_done or bwp::unknown
 *     std::cout << bought.packages().at(0).id() << '\n';
 *
 * bwp_config, bwp_request and the other structs are C's own: bwp::make<bwp_request>() has its size set and the rest
 * zero. Texts are views into the result, and live as long as any copy of it.  Threads may share a client.
 */
#ifndef BWP_HPP
#define BWP_HPP

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <bwp/bwp.h>

namespace bwp {

template <class Struct> Struct make()
{
    Struct made = {};

    made.struct_size = sizeof made;
    return made;
}

/* A bandwidth package, as the provider described it; it lives as long as its result. */
class package {
  public:
    explicit package(const bwp_package *of) : of_(of)
    {
    }
    std::string_view id() const
    {
        return bwp_package_id(of_);
    }
    std::string_view state() const
    {
        return bwp_state_name(bwp_package_state(of_));
    }
    const bwp_package *get() const /* for bwp_package_name() and the others */
    {
        return of_;
    }

  private:
    const bwp_package *of_;
};

/* All that is known about one call.  Copies share it. */
class result {
  public:
    bwp_status status() const /* not BWP_OK although done: bought, and what field() names was not done besides */
    {
        return bwp_result_status(get());
    }
    std::string_view field() const
    {
        return bwp_result_field(get());
    }
    std::string_view client_token() const
    {
        return bwp_result_client_token(get());
    }
    bool retry_is_safe() const
    {
        return bwp_result_retry_is_safe(get());
    }
    std::vector<package> packages() const
    {
        std::vector<package> all;

        for (size_t i = 0; i < bwp_result_package_count(get()); i++)
            all.emplace_back(bwp_result_package(get(), i));
        return all;
    }
    const bwp_result *get() const /* for bwp_result_order_id() and the others */
    {
        return owner_->of;
    }

  private:
    friend class client;
    struct owner {
        owner() = default;
        owner(const owner &) = delete;
        owner &operator=(const owner &) = delete;
        ~owner()
        {
            bwp_result_free(of);
        }
        bwp_result *of = nullptr;
    };
    std::shared_ptr<owner> owner_ = std::make_shared<owner>(); /* before the call: afterwards nothing may fail */
};

class error : public std::exception {
  public:
    explicit error(bwp::result of) : result_(std::move(of))
    {
    }
    const char *what() const noexcept override
    {
        return bwp_result_message(result_.get());
    }
    const bwp::result &result() const
    {
        return result_;
    }

  private:
    bwp::result result_;
};

/* It did not happen: it never left this machine, or the provider refused it. */
class not_done : public error {
    using error::error;
};

/* It may have happened, and may be billed: ask again with its client_token() if its retry_is_safe(). */
class unknown : public error {
    using error::error;
};

class client {
  public:
    explicit client(const bwp_config &config)
    {
        char problem[BWP_ERROR_SIZE];

        owned_.reset(bwp_client_new(&config, problem));
        if (!owned_)
            throw std::invalid_argument(problem);
    }
    result create(const bwp_request &request)
    {
        return call(bwp_create, &request);
    }
    result list(const bwp_filter &filter = make<bwp_filter>())
    {
        return call(bwp_list, &filter);
    }
    result wait(std::string_view id, const bwp_goal &goal)
    {
        return call(bwp_wait, std::string(id).c_str(), &goal);
    }
    result remove(std::string_view id, const bwp_change &change = make<bwp_change>())
    {
        return call(bwp_delete, std::string(id).c_str(), &change);
    }

    /* Any function of bwp.h that ends with a result: call(bwp_resize, id, &change). */
    template <class Function, class... Arguments> result call(Function function, Arguments... arguments)
    {
        bwp::result       known;
        const bwp_outcome outcome = function(owned_.get(), arguments..., &known.owner_->of);

        if (outcome == BWP_NOT_DONE)
            throw not_done(known);
        if (outcome != BWP_DONE)
            throw unknown(known);
        return known;
    }

  private:
    struct release {
        void operator()(bwp_client *owned) const
        {
            bwp_client_free(owned);
        }
    };
    std::unique_ptr<bwp_client, release> owned_;
};

} // namespace bwp

#endif
